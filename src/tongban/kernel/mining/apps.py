"""Tells Django of this room."""

from django.apps import AppConfig


class Mining(AppConfig):
    """The `mining` room: it has no tables, but words."""

    name = "tongban.kernel.mining"
    label = "mining"
