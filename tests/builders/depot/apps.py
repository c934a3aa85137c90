"""Tells Django of the depot, and the kernel of its register."""

from django.apps import AppConfig


class Depot(AppConfig):
    """The `depot` room, of the tests alone."""

    name = "builders.depot"
    label = "depot"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        from builders.depot.models import Generator
        from builders.depot.rules import GENERATORS
        from tongban.kernel.registers import registry

        registry.add(GENERATORS, Generator)
