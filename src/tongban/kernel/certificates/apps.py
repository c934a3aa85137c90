"""Tells Django of this room, and the log of who follows it."""

from django.apps import AppConfig

from tongban.kernel.ledger import registry


class Certificates(AppConfig):
    """The `certificates` room."""

    name = "tongban.kernel.certificates"
    label = "certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        registry.follow("tongban.kernel.certificates.telling.tell")
