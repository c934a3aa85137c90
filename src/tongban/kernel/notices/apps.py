"""Tells Django of this room."""

from django.apps import AppConfig
from django.conf import settings

from tongban.kernel.notices.carriers import brought, carriers


class Notices(AppConfig):
    """The `notices` room."""

    name = "tongban.kernel.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in the carriers that the operator has chosen."""
        for channel, carrier in brought(settings.TONGBAN_CARRIERS).items():
            carriers.add(channel, carrier)
