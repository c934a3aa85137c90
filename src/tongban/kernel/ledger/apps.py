"""Tells Django of this room."""

from django.apps import AppConfig


class Ledger(AppConfig):
    """The `ledger` room."""

    name = "tongban.kernel.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
