"""Tells Django of this room."""

from django.apps import AppConfig


class Portal(AppConfig):
    """The `portal` room."""

    name = "tongban.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
