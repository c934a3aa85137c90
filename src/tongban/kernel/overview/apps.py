"""Tells Django of this room, and the log of who counts what happens."""

from django.apps import AppConfig

from tongban.kernel.ledger import registry


class Overview(AppConfig):
    """The `overview` room."""

    name = "tongban.kernel.overview"
    label = "overview"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        registry.follow("tongban.kernel.overview.counting.count")
