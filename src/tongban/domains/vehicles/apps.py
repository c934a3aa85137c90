"""Tells Django of this domain, and the kernel of what it brings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Vehicles(AppConfig):
    """公务用车: official vehicles."""

    name = "tongban.domains.vehicles"
    label = "vehicles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        from tongban.domains.vehicles.books import DRIVERS, VEHICLES
        from tongban.domains.vehicles.models import Driver, Vehicle
        from tongban.domains.vehicles.places.queries import PLACES
        from tongban.kernel.allowances.labels import name_kind
        from tongban.kernel.registers import registry
        from tongban.ui.doors import Door, bring

        bring(Door(_("Vehicles and their books"), "vehicles:fleet", "vehicles"))
        name_kind(PLACES, _("Places for cars"))
        registry.add(VEHICLES, Vehicle)
        registry.add(DRIVERS, Driver)
