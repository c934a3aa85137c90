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
