"""Tells Django of this room."""

from django.apps import AppConfig


class Look(AppConfig):
    """The `ui` room."""

    name = "tongban.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
