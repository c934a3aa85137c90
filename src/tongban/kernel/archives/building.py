"""成卷: a case's file as one PDF and as a folder with an index, from one list of pieces."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tongban.kernel.archives.form import application_piece
from tongban.kernel.archives.pieces import Piece, pieces_of
from tongban.kernel.archives.press.binding import bound
from tongban.kernel.archives.press.setting import Book, book_pages, picture_page
from tongban.kernel.archives.telling import chunked, cover_rows, log_rows
from tongban.kernel.cases.story import Story
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.documents.counting import pdf_pages
from tongban.kernel.ledger.events import Value
from tongban.kernel.ledger.queries.bundling import bundle, streams_of_subject
from tongban.kernel.ledger.rules import canonical, written

CSV_HEADS = ("序号", "名称", "文号", "日期", "页数", "文件", "SHA-256")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class File:
    """案卷: everything of one case in its order. `at` is the instant for which it was made, `fonts` the type."""

    story: Story
    pieces: Sequence[Piece]
    fonts: Path
    at: datetime

    @property
    def digest(self) -> str:
        """Return the SHA-256 of case and pieces, as the index has them. What the log adds later leaves it as it is."""
        index = index_of(self)
        return sha256(canonical({"case": index["case"], "pieces": index["pieces"]})).hexdigest()


def file_of(story: Story, *, fonts: Path) -> File:
    """Return the file of a case that the reader was already found to see. The same case gives the same file."""
    at = story.happened[-1].record.at
    form = application_piece(story, fonts=fonts, at=story.case.submitted_at)
    pieces = sorted(
        [form, *pieces_of(story)], key=lambda one: (one.group, one.day, one.name, one.number)
    )
    return File(story, pieces, fonts, at)


def index_of(file: File) -> dict[str, Value]:
    """Return the index of the folder: plain JSON, without personal data but the names of the pieces."""
    case = file.story.case
    return {
        "case": case.number,
        "log": {"n": case.n, "hash": file.story.head},
        "pieces": [
            {
                "order": order,
                "name": piece.name,
                "number": piece.number,
                "day": piece.day.isoformat(),
                "file": file_name(order, piece),
                "sha256": piece.digest,
            }
            for order, piece in enumerate(file.pieces, start=1)
        ],
    }


def file_name(order: int, piece: Piece) -> str:
    """Return the name of a piece in the folder: its order and its name, safe on every system."""
    plain = "".join(sign for sign in piece.name if sign.isalnum() or sign in "（）()-_")[:60]
    return f"{order:03d}-{plain}.{piece.ending}"


def folder(file: File) -> bytes:
    """Return the folder as a ZIP: every piece as it is, 目录.csv, index.json, the log, one event a line, and the log with its proofs."""
    name, out = f"案卷-{file.story.case.number}", io.BytesIO()
    when = file.at.astimezone(SHANGHAI).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in _entries(file):
            entry = zipfile.ZipInfo(f"{name}/{path}", when)
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _entries(file: File) -> list[tuple[str, bytes]]:
    lines = [
        json.dumps({**written(one.record), "hash": one.record.hash}, ensure_ascii=True)
        for one in file.story.happened
    ]
    index = json.dumps(index_of(file), ensure_ascii=False, indent=1)
    pieces = [(file_name(n, one), one.content) for n, one in enumerate(file.pieces, start=1)]
    return [
        ("目录.csv", _listed(file)),
        ("index.json", index.encode()),
        ("log.jsonl", ("\n".join(lines) + "\n").encode()),
        ("bundle.json", json.dumps(_proven(file), ensure_ascii=True).encode()),
        *pieces,
    ]


def _proven(file: File) -> dict[str, Any]:
    """Return the log of the case with the seals over it, as `tongban ledger export --case` prints it."""
    case = file.story.case
    return bundle(case.home, streams_of_subject(case.home, case.id), case=case.number)


def _listed(file: File) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(CSV_HEADS)
    for order, piece in enumerate(file.pieces, start=1):
        pages = pdf_pages(piece.content) if piece.ending == "pdf" else 1
        cells = (
            str(order), piece.name, piece.number, piece.day.isoformat(), str(pages),
            file_name(order, piece), piece.digest,
        )  # fmt: skip
        rows.writerow([_inert(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def book(file: File) -> bytes:
    """Return the file as one PDF with cover, contents, numbered pages and the log."""
    empty = _empty(file)
    pages = [_page(file, piece) for piece in file.pieces]
    log = book_pages(
        replace(empty, part="log", log=log_rows(file.story)), fonts=file.fonts, at=file.at
    )
    front = _front(file, empty, pages, pdf_pages(log))
    parts = [front, *pages, log]

    def instead(place: int) -> bytes:
        return _note(file, file.pieces[place - 1])

    return bound(parts, fonts=file.fonts, at=file.at, instead=instead)


def _empty(file: File) -> Book:
    case = file.story.case
    return Book("note", file.story.version.organ.name, case.number, case.title)


def _page(file: File, piece: Piece) -> bytes:
    """Return a piece as pages of the book; what cannot be shown there stands in the folder, and a page says so."""
    if piece.ending == "pdf" and pdf_pages(piece.content):
        return piece.content
    if piece.ending in {"jpg", "png"}:
        try:
            return picture_page(piece.content, ending=piece.ending, fonts=file.fonts, at=file.at)
        except ValueError:
            return _note(file, piece)
    return _note(file, piece)


def _note(file: File, piece: Piece) -> bytes:
    words = (
        piece.name,
        f"本件不能并入本册，原件见电子案卷文件夹。SHA-256：\n{chunked(piece.digest, 32)}",
    )
    return book_pages(replace(_empty(file), note=words), fonts=file.fonts, at=file.at)


def _front(file: File, empty: Book, pages: Sequence[bytes], log_pages: int) -> bytes:
    """Return cover and contents; set twice, since only then it is known how many pages they take themselves."""
    counts = [pdf_pages(page) for page in pages]
    front = b""
    own = 2
    for _turn in range(2):
        first, rows = own + 1, []
        for order, (piece, count) in enumerate(zip(file.pieces, counts, strict=True), start=1):
            rows.append((str(order), piece.name, piece.number, piece.day.isoformat(), str(first)))
            first += count
        rows.append((str(len(rows) + 1), "办件日志（附哈希值）", "", "", str(first)))
        total = first + log_pages - 1
        cover = cover_rows(file.story, pieces=len(file.pieces), pages=total, digest=file.digest)
        made = replace(empty, part="front", cover=cover, contents=rows)
        front = book_pages(made, fonts=file.fonts, at=file.at)
        own = pdf_pages(front)
    return front
