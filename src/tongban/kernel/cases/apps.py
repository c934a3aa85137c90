"""Tells Django of this room."""

from django.apps import AppConfig


class Cases(AppConfig):
    """The `cases` room."""

    name = "tongban.kernel.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
