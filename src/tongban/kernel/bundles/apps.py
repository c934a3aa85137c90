"""Tells Django of this room, and the log of who follows it."""

from django.apps import AppConfig

from tongban.kernel.ledger import registry


class Bundles(AppConfig):
    """The `bundles` room."""

    name = "tongban.kernel.bundles"
    label = "bundles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        registry.follow("tongban.kernel.bundles.actions.following.follow")
