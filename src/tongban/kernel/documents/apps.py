"""Tells Django of this room."""

from django.apps import AppConfig


class Documents(AppConfig):
    """The `documents` room."""

    name = "tongban.kernel.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
