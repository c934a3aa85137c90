"""Tells Django of this room."""

from django.apps import AppConfig


class Parties(AppConfig):
    """The `parties` room."""

    name = "tongban.kernel.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
