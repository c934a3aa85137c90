"""装订: pieces of a file bound into one PDF, each page numbered; what cannot be bound leaves a page that says so."""

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from tongban.kernel.archives.press.setting import number_pages

BROKEN = (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError, AttributeError)


def bound(
    parts: Sequence[bytes], *, fonts: Path, at: datetime, instead: Callable[[int], bytes]
) -> bytes:
    """Return all parts as one PDF with numbered pages; `instead` makes a page for a part that breaks while it is bound."""
    pages = PdfWriter()
    for place, part in enumerate(parts):
        _added(pages, part, lambda place=place: instead(place))  # type: ignore[misc]
    numbers = PdfReader(BytesIO(number_pages(len(pages.pages), fonts=fonts, at=at)))
    for page, number in zip(pages.pages, numbers.pages, strict=True):
        page.merge_page(number)
    out = BytesIO()
    pages.write(out)
    return out.getvalue()


def _added(pages: PdfWriter, part: bytes, instead: Callable[[], bytes]) -> None:
    before = len(pages.pages)
    try:
        trial = PdfWriter()
        trial.append(BytesIO(part))
        kept = BytesIO()
        trial.write(kept)
        pages.append(kept)
    except BROKEN:
        if len(pages.pages) != before:
            raise
        pages.append(BytesIO(instead()))
