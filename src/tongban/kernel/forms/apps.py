"""Tells Django of this room."""

from django.apps import AppConfig


class Forms(AppConfig):
    """The `forms` room."""

    name = "tongban.kernel.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"
