"""Tells Django of this room."""

from django.apps import AppConfig


class Allowances(AppConfig):
    """The `allowances` room."""

    name = "tongban.kernel.allowances"
    label = "allowances"
    default_auto_field = "django.db.models.BigAutoField"
