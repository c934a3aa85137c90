"""案卷的版面: cover, contents, log and single pages, set with Typst; nothing is read but the type that is handed in."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

HERE = Path(__file__).parent
WEIGHTS = ("400Regular", "700Bold")


@dataclass(frozen=True, slots=True)
class Book:
    """案卷: the words of one part: `front` (cover and contents), `log`, or `note` (a page in place of a piece)."""

    part: str
    organ: str
    number: str
    title: str
    cover: Sequence[tuple[str, str]] = ()
    contents: Sequence[Sequence[str]] = ()
    log: Sequence[Sequence[str]] = ()
    note: Sequence[str] = field(default=("", ""))


def book_pages(book: Book, *, fonts: Path, at: datetime) -> bytes:
    """Return one part of a file as PDF."""
    inputs = {"book": json.dumps(asdict(book), ensure_ascii=False)}
    return _compiled(HERE / "book.typ", HERE, inputs, fonts, at)


def picture_page(content: bytes, *, ending: str, fonts: Path, at: datetime) -> bytes:
    """Return a picture (`jpg`, `png`) as a page; raises `ValueError` where it is none."""
    with tempfile.TemporaryDirectory(prefix="tongban-picture-") as folder:
        root = Path(folder)
        (root / f"picture.{ending}").write_bytes(content)
        (root / "picture.typ").write_bytes((HERE / "picture.typ").read_bytes())
        try:
            return _compiled(root / "picture.typ", root, {"file": f"picture.{ending}"}, fonts, at)
        except RuntimeError as error:
            raise ValueError("this is no picture that can be shown") from error


def number_pages(last: int, *, fonts: Path, at: datetime) -> bytes:
    """Return `last` pages with nothing but their numbers."""
    return _compiled(HERE / "numbers.typ", HERE, {"last": str(last)}, fonts, at)


def _compiled(source: Path, root: Path, inputs: dict[str, str], fonts: Path, at: datetime) -> bytes:
    made = typst.compile(
        source,
        root=root,
        font_paths=_type(fonts),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"one file was expected, not {type(made).__name__}")
    return made


@cache
def _type(fonts: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fonts / weight for weight in WEIGHTS],
    )
