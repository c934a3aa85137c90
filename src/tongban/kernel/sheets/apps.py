"""Tells Django of this room."""

from django.apps import AppConfig


class Sheets(AppConfig):
    """The `sheets` room: it has no tables, but words."""

    name = "tongban.kernel.sheets"
    label = "sheets"
