"""页数: how many pages a file has, whatever somebody made of it. Pure: bytes in, numbers out."""

import logging
from io import BytesIO

from pypdf import PdfReader

from tongban.kernel.documents.rules import MEDIA_TYPES

_PICTURES = frozenset(MEDIA_TYPES[kind] for kind in ("jpg", "png"))
# It tells of every odd byte of strangers' files; what matters of them is counted here.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def is_picture(media_type: str) -> bool:
    """Say whether a stored file is a picture: one page."""
    return media_type in _PICTURES


def pdf_pages(content: bytes) -> int:
    """Return how many pages a PDF has; 0 for one that is broken, locked or none at all. Never raises."""
    try:
        reader = PdfReader(BytesIO(content))
        return 0 if reader.is_encrypted else len(reader.pages)
    except Exception:  # strangers' files break in more ways than the library has errors for
        return 0
