"""Tells Django of this domain, and the kernel of what it brings."""

from importlib import import_module

from django.apps import AppConfig


class Vehicles(AppConfig):
    """公务用车: official vehicles."""

    name = "tongban.domains.vehicles"
    label = "vehicles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts; what is brought needs its tables, which stand only then."""
        import_module(f"{self.name}.bringing").bring_all()
