"""Tells Django of this room."""

from django.apps import AppConfig


class Bookings(AppConfig):
    """The `bookings` room."""

    name = "tongban.kernel.bookings"
    label = "bookings"
    default_auto_field = "django.db.models.BigAutoField"
