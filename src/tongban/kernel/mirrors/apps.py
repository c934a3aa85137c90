"""Tells Django of this room."""

from django.apps import AppConfig


class Mirrors(AppConfig):
    """The `mirrors` room."""

    name = "tongban.kernel.mirrors"
    label = "mirrors"
    default_auto_field = "django.db.models.BigAutoField"
