"""Tells Django of this room."""

from django.apps import AppConfig


class Catalogue(AppConfig):
    """The `catalogue` room."""

    name = "tongban.kernel.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
