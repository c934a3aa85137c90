"""Tells Django of this room."""

from django.apps import AppConfig


class Concerns(AppConfig):
    """The `concerns` room."""

    name = "tongban.kernel.concerns"
    label = "concerns"
    default_auto_field = "django.db.models.BigAutoField"
