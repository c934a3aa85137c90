"""Reading stored files: one's own, or those of a subject that the caller has checked the reader may see."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from io import BufferedReader

from django.db.models import Exists, OuterRef, QuerySet

from tongban.kernel import Refusal
from tongban.kernel.documents import shelf
from tongban.kernel.documents.models import Document, Use
from tongban.standards.calendars import SHANGHAI

__all__ = [
    "Document",
    "document_for",
    "document_used_by",
    "documents_for",
    "documents_used_by",
    "half_erased",
    "intact",
    "names_of",
    "number_of",
    "open_document",
    "orphans",
    "reusable",
    "strays",
    "unfinished",
]

_KEPT_UNUSED = timedelta(days=1)


def document_for(owner: str, document_id: int) -> Document:
    """Return a file of `owner`. Raises `Refusal` when there is none; the file of another does not exist."""
    return _found(Document.objects.filter(owner=owner), document_id)


def documents_for(owner: str, document_ids: Iterable[int]) -> list[Document]:
    """Return files of `owner`, each once, in the order of their numbers; refuse where one of them does not exist."""
    wanted = sorted(set(document_ids))
    found = list(Document.objects.filter(owner=owner, pk__in=wanted).order_by("pk"))
    for number in set(wanted) - {row.pk for row in found}:
        raise _missing(number)
    return found


def document_used_by(subject: str, document_id: int) -> Document:
    """Return a file used by `subject` (`case/123`), which the caller has checked the reader may see."""
    return _found(Document.objects.filter(_used_by(subject)), document_id)


def documents_used_by(subject: str) -> list[Document]:
    """Return all files of `subject`, oldest first."""
    return list(Document.objects.filter(_used_by(subject)).order_by("pk"))


def reusable(subject: str, *, owner: str = "") -> list[Document]:
    """Return the files of `subject` that can be handed in once more without an upload, oldest first.

    With `owner` only his own: of a draft (`draft/5`) nobody is offered the files of another.
    """
    rows = Document.objects.filter(_used_by(subject), erased_at__isnull=True)
    return list((rows.filter(owner=owner) if owner else rows).order_by("pk"))


def names_of(owner: str, references: Iterable[str]) -> dict[str, str]:
    """Return the file names of `owner` by reference (`document/12`), in one query; others are left out."""
    rows = Document.objects.filter(owner=owner, pk__in=[number_of(one) for one in references])
    return {row.reference: row.name for row in rows}


def number_of(reference: str) -> int:
    """Return the number in a reference such as `document/12`; 0, which no file has, for anything else."""
    _, _, number = reference.partition("document/")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


def open_document(document: Document) -> BufferedReader:
    """Open the bytes for reading. Raises `Refusal` when they were erased, or are gone: then a restore went wrong."""
    if document.erased_at is not None or document.path is None:
        raise Refusal(
            "documents.erased",
            "This file was erased on {day}: its time of keeping is over. Only its size and its digest are still known.",
            day=(document.erased_at or document.created_at).astimezone(SHANGHAI).date(),
        )
    try:
        return shelf.opened(document.path)
    except FileNotFoundError:
        raise Refusal(
            "documents.bytes_gone",
            "The content of {name} is missing on the server. Tell the operator to restore the files folder.",
            name=document.name,
        ) from None


def intact(document: Document) -> bool:
    """Say whether the bytes are still those that were stored (SHA-256)."""
    with open_document(document) as file:
        return file_digest(file, "sha256").hexdigest() == document.sha256


def orphans(at: datetime) -> QuerySet[Document]:
    """Return the files without a use that are older than a day."""
    unused = ~Exists(Use.objects.filter(document=OuterRef("pk")))
    return Document.objects.filter(unused, created_at__lt=at - _KEPT_UNUSED).order_by("pk")


def half_erased() -> QuerySet[Document]:
    """Return the erased files whose bytes may still be on disk, because the process ended in between."""
    return Document.objects.filter(erased_at__isnull=False, path__isnull=False).order_by("pk")


def strays(at: datetime) -> list[str]:
    """Return the places on disk, older than a day, that no row of this database knows.

    A transaction that did not commit leaves such bytes; but a restored backup, or another database over the same
    folder, makes them of every case's files. So nothing erases them by itself: an operator looks first.
    """
    found = {place for place, changed in shelf.places() if changed < _oldest_kept(at)}
    return sorted(
        found - set(Document.objects.filter(path__in=found).values_list("path", flat=True))
    )


def unfinished(at: datetime) -> list[str]:
    """Return the places of uploads that broke off more than a day ago; no database ever knew of them."""
    return sorted(place for place, changed in shelf.arrivals() if changed < _oldest_kept(at))


def _oldest_kept(at: datetime) -> float:
    return (at.astimezone(UTC) - _KEPT_UNUSED).timestamp()


def _used_by(subject: str) -> Exists:
    return Exists(Use.objects.filter(document=OuterRef("pk"), subject=subject))


def _found(rows: QuerySet[Document], document_id: int) -> Document:
    row = rows.filter(pk=document_id).first()
    if row is None:
        raise _missing(document_id)
    return row


def _missing(document_id: int) -> Refusal:
    return Refusal(
        "documents.not_found",
        "There is no file with the number {document}. Attach it again, or open it from the case.",
        document=document_id,
    )
