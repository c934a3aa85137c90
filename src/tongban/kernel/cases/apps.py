"""Tells Django of this room, and the log of the heads it keeps and of who follows it."""

from django.apps import AppConfig

from tongban.kernel.cases.events import TYPES
from tongban.kernel.catalogue.reactions import know_events
from tongban.kernel.ledger import registry


class Cases(AppConfig):
    """The `cases` room."""

    name = "tongban.kernel.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        know_events(TYPES)
        registry.register_heads("tongban.kernel.cases.verify.heads")
        registry.follow("tongban.kernel.cases.telling.tell")
        registry.follow("tongban.kernel.cases.composing.compose_issued")
        registry.follow("tongban.kernel.cases.revoking.note_ended")
        registry.follow("tongban.kernel.cases.learning.learn_stated")
