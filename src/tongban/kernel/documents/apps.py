"""Tells Django of this room."""

from django.apps import AppConfig
from django.conf import settings

from tongban.kernel.documents.clamd import Clamd, address_of
from tongban.kernel.documents.scanning import scanners


class Documents(AppConfig):
    """The `documents` room."""

    name = "tongban.kernel.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the scanner that the place has set up scan from now on."""
        if settings.TONGBAN_SCANNER:
            address, keep = address_of(settings.TONGBAN_SCANNER), settings.TONGBAN_KEEP_UNSCANNED
            scanners.add(Clamd(address, must_answer=not keep))
