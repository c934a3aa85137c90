"""Tells Django of this room."""

from django.apps import AppConfig


class Identity(AppConfig):
    """The `identity` room."""

    name = "tongban.kernel.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
