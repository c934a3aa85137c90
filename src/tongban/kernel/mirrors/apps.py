"""Tells Django of this room, and the log of who follows it."""

from django.apps import AppConfig

from tongban.kernel.ledger import registry


class Mirrors(AppConfig):
    """The `mirrors` room."""

    name = "tongban.kernel.mirrors"
    label = "mirrors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        registry.follow("tongban.kernel.mirrors.noticing.tell")
