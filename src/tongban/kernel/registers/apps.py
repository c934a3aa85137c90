"""Tells Django of this room."""

from django.apps import AppConfig


class Registers(AppConfig):
    """The `registers` room."""

    name = "tongban.kernel.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
