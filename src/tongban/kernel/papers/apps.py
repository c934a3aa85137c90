"""Tells Django of this room, and in a demonstration lets a seal be drawn that says it is none."""

from django.apps import AppConfig
from django.conf import settings

from tongban.kernel.papers.stamping import DrawnStamp, stamps


class Papers(AppConfig):
    """The `papers` room."""

    name = "tongban.kernel.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, as Django starts."""
        drawn = DrawnStamp()
        if settings.TONGBAN_MODE == "demo" and drawn.name not in stamps.known:
            stamps.add(drawn)
