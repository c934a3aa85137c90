"""Tells Django of this room."""

from django.apps import AppConfig


class Notices(AppConfig):
    """The `notices` room."""

    name = "tongban.kernel.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
