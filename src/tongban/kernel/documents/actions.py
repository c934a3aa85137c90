"""Keeping files: received, known by content, scanned, stored, used, and cleared away when nobody uses them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.documents import shelf
from tongban.kernel.documents.contents import kind_of
from tongban.kernel.documents.events import DocumentErased, DocumentHandedOut, entry
from tongban.kernel.documents.joining import joined
from tongban.kernel.documents.models import Document, Use
from tongban.kernel.documents.queries import (
    document_used_by,
    documents_for,
    half_erased,
    orphans,
    unfinished,
)
from tongban.kernel.documents.rules import MEDIA_TYPES, clean_name, name_erased
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


def keep_pictures(
    streams: Iterable[shelf.Readable], *, name: str, act: Act, max_bytes: int
) -> Document:
    """拍照成册: store JPEG pictures of one paper's pages as one PDF, and return its row."""
    pictures, left = list[bytes](), max_bytes
    for stream in streams:
        pictures.append(stream.read(left + 1))
        left -= len(pictures[-1])
        if left < 0:
            raise shelf.too_large(max_bytes)
    whole = BytesIO(joined(pictures))
    return keep(whole, name=name, act=act, allowed=("pdf",), max_bytes=max_bytes)


def use(document_ids: Iterable[int], act: Act, *, subject: str) -> None:
    """Note that files of `act.by` belong to `subject` (`case/123`). Noting it again changes nothing."""
    files = documents_for(act.by, document_ids)
    if files:
        noted = [Use(document=document, subject=subject, at=act.at) for document in files]
        Use.objects.bulk_create(noted, ignore_conflicts=True)


def use_again(document_ids: Iterable[int], act: Act, *, of: str, subject: str) -> None:
    """沿用文件: note that files of one subject belong to another too, which the caller has checked `act.by` may see."""
    files = [document_used_by(of, number) for number in sorted(set(document_ids))]
    noted = [Use(document=document, subject=subject, at=act.at) for document in files]
    Use.objects.bulk_create(noted, ignore_conflicts=True)


def hand_out(document_id: int, act: Act, *, subject: str, home: int) -> Document:
    """查阅文件: return a file of `subject`, which the caller has checked the reader may see, and log who was given it."""
    document = document_used_by(subject, document_id)
    append([entry(DocumentHandedOut(document.pk, subject), act, home=home)])
    return document


def let_go(document_id: int | None, *, subject: str) -> None:
    """Note that `subject` uses one file no more; unused, it is cleared away later."""
    Use.objects.filter(document=document_id, subject=subject).delete()


def release(subject: str) -> int:
    """Note that `subject` uses no files any more; return how many it used. Unused ones are cleared later."""
    return Use.objects.filter(subject=subject).delete()[0]


def erase(document_ids: Iterable[int], act: Act, *, subject: str, home: int) -> int:
    """清除文件: erase bytes and names of files of `subject` and log it; return how many. A second time changes nothing.

    Rows, sizes and digests stay, so that what the log says of them can still be checked. A file that something else
    uses too stays whole, and is no longer one of `subject`.
    """
    erased: list[int] = []
    with transaction.atomic():
        for number in sorted(set(document_ids)):
            document_used_by(subject, number)
            row = Document.objects.select_for_update().get(pk=number)
            if Use.objects.filter(document=row).exclude(subject=subject).exists():
                Use.objects.filter(document=row, subject=subject).delete()
            elif row.erased_at is None:
                row.name, row.erased_at = name_erased(row.pk, row.media_type), act.at
                row.save(update_fields=["name", "erased_at"])
                erased.append(row.pk)
        append([entry(DocumentErased(number, subject), act, home=home) for number in erased])
        transaction.on_commit(lambda: _remove_bytes(erased), robust=True)
    return len(erased)


def clear_unused(at: datetime, *, most: int = 100) -> int:
    """Erase up to `most` files that nothing has used for a day, rows and bytes; return how many.

    What an erasure left on disk because the process ended goes too.
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
        if document.path is not None:
            shelf.erase(document.path)
        cleared += 1
    _remove_bytes(row.pk for row in half_erased()[:most])
    for place in unfinished(at)[:most]:
        shelf.erase(place)
    return cleared


def _remove_bytes(document_ids: Iterable[int]) -> None:
    """Remove the bytes of erased files; the row lets go of its place last, so whatever breaks off is done again."""
    for number in document_ids:
        with transaction.atomic():
            row = Document.objects.select_for_update().get(pk=number)
            if row.erased_at is not None and row.path is not None:
                shelf.erase(row.path)
                row.path = None
                row.save(update_fields=["path"])


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
