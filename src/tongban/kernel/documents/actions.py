"""Keeping files: received, known by content, scanned, stored, used, and cleared away when nobody uses them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.documents import shelf
from tongban.kernel.documents.contents import kind_of
from tongban.kernel.documents.events import DocumentHandedOut, entry
from tongban.kernel.documents.models import Document, Use
from tongban.kernel.documents.queries import document_for, document_used_by, orphans, unfinished
from tongban.kernel.documents.rules import MEDIA_TYPES, clean_name
from tongban.kernel.documents.scanning import Scanner, Verdict, scanners
from tongban.kernel.ledger.actions import append


def keep(
    stream: shelf.Readable, *, name: str, act: Act, allowed: Collection[str], max_bytes: int
) -> Document:
    """Store an uploaded file for `act.by` and return its row; the bytes are durable before the row commits.

    `allowed` lists types by content (`pdf`, `jpg` …). Raises `Refusal` for another type, a file too large or empty,
    a package that unpacks to too much or carries macros, and for malware; nothing of it stays on disk.
    """
    arriving, size, digest = shelf.receive(stream, max_bytes=max_bytes)
    scanner = scanners.current()
    try:
        kind = _allowed_kind(arriving, allowed)
        verdict = _scanned(arriving, scanner)
        place = shelf.settle(arriving)
    finally:
        arriving.unlink(missing_ok=True)
    return Document.objects.create(
        owner=act.by,
        name=clean_name(name, kind),
        media_type=MEDIA_TYPES[kind],
        size=size,
        sha256=digest,
        path=place,
        created_at=act.at,
        scanned=verdict,
        scanner=scanner.name,
    )


def use(document_ids: Iterable[int], act: Act, *, subject: str) -> None:
    """Note that files of `act.by` belong to `subject` (`case/123`). Noting it again changes nothing."""
    with transaction.atomic():
        for number in sorted(set(document_ids)):
            document = document_for(act.by, number)
            Use.objects.get_or_create(document=document, subject=subject, defaults={"at": act.at})


def hand_out(document_id: int, act: Act, *, subject: str, home: int) -> Document:
    """查阅文件: return a file of `subject`, which the caller has checked the reader may see, and log who was given it."""
    document = document_used_by(subject, document_id)
    append([entry(DocumentHandedOut(document.pk, subject), act, home=home)])
    return document


def release(subject: str) -> int:
    """Note that `subject` uses no files any more; return how many it used. Unused ones are cleared later."""
    return Use.objects.filter(subject=subject).delete()[0]


def clear_unused(at: datetime, *, most: int = 100) -> int:
    """Erase up to `most` files that nothing has used for a day, rows and bytes; return how many.

    Of bytes that no row knows only broken-off uploads go: the rest may belong to another database or a newer backup.
    """
    cleared = 0
    for document in orphans(at)[:most]:
        with transaction.atomic():
            row = Document.objects.select_for_update().filter(pk=document.pk).first()
            if row is None or Use.objects.filter(document=row).exists():
                continue
            row.delete()
        # Only after the commit: bytes without a row can be found (`strays`), a row without bytes cannot be mended.
        shelf.erase(document.path)
        cleared += 1
    for place in unfinished(at)[:most]:
        shelf.erase(place)
    return cleared


def _allowed_kind(path: Path, allowed: Collection[str]) -> str:
    kind = kind_of(path)
    if kind is None or kind not in allowed:
        raise Refusal(
            "documents.wrong_type",
            "By its content this file is none of: {allowed}. Attach the document in one of these formats.",
            allowed=", ".join(sorted(allowed)).upper(),
        )
    return kind


def _scanned(path: Path, scanner: Scanner) -> Verdict:
    verdict = scanner.scan(path)
    if verdict is Verdict.INFECTED:
        raise Refusal(
            "documents.infected",
            "The virus scanner found something harmful in the file, so it was not kept. "
            "Clean your device and attach a clean copy.",
        )
    return verdict
