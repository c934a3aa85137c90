"""Tells Django of this room."""

from django.apps import AppConfig


class Law(AppConfig):
    """The `law` room."""

    name = "tongban.kernel.law"
    label = "law"
    default_auto_field = "django.db.models.BigAutoField"
