"""Tells Django of this domain, and the kernel of what it brings."""

from django.apps import AppConfig


class Vehicles(AppConfig):
    """公务用车: official vehicles."""

    name = "tongban.domains.vehicles"
    label = "vehicles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        from tongban.domains.vehicles.books import DRIVERS, VEHICLES
        from tongban.domains.vehicles.models import Driver, Vehicle
        from tongban.kernel.registers import registry

        registry.add(VEHICLES, Vehicle)
        registry.add(DRIVERS, Driver)
        self._bring_dispatches()

    def _bring_dispatches(self) -> None:
        """Let matters hand requests for cars over, and the common board name what is booked."""
        from django.utils.translation import gettext_lazy as _
        from django.utils.translation import pgettext_lazy

        from tongban.domains.vehicles.dispatches import asking, models  # noqa: F401
        from tongban.kernel.bookings.labels import name_kind
        from tongban.kernel.cases import handlers
        from tongban.ui.doors import Door, bring

        bring(Door(pgettext_lazy("nav", "Cars"), "vehicles:front", "vehicles"))

        handlers.register("vehicles.note_request", asking.note_request)
        handlers.register("vehicles.follow_approval", asking.follow_approval)
        handlers.register("vehicles.settle_request", asking.settle_request)
        handlers.register("vehicles.drop_request", asking.drop_request)
        name_kind("vehicles.vehicle", _("Official vehicles"))
        name_kind("vehicles.driver", _("Drivers"))
