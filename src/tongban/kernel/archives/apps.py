"""Tells Django of this room."""

from django.apps import AppConfig


class Archives(AppConfig):
    """The `archives` room."""

    name = "tongban.kernel.archives"
    label = "archives"
    default_auto_field = "django.db.models.BigAutoField"
