"""Setting a paper with Typst: the same data give the same bytes, the type is embedded, nothing else is read."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias, cast

import segno
import typst

SOURCE = Path(__file__).with_name("paper.typ")
WEIGHTS = ("400Regular", "700Bold")
GETA = "〓"
"""What printers set for a character that the type lacks, to be written in by hand."""
LACKING = "“〓”处为字库暂缺的字，由经办人手写补齐并盖章确认。"
NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
STANDARD: Literal["a-2u"] = "a-2u"  # PDF/A: to be kept for decades, text that can be searched


@dataclass(frozen=True, slots=True)
class Text:
    """段落: a paragraph; `kind` is `to` for the line that addresses somebody, which is not indented."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """编号列表: a numbered list."""

    items: Sequence[str]
    kind: str = "list"


@dataclass(frozen=True, slots=True)
class Table:
    """表: heads, rows of as many cells, and the relative widths of the columns."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Form:
    """填写栏: names and values beside each other; an empty value leaves room to write by hand."""

    rows: Sequence[tuple[str, str]]
    kind: str = "form"


Block: TypeAlias = Text | Items | Table | Form


@dataclass(frozen=True, slots=True)
class RoundSeal:
    """印模: a round seal to draw, with a mark below its star."""

    name: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """版面: everything that stands on one paper. `verify_url` is behind the square code; empty for none."""

    organ: str
    number: str
    title: str
    date: str
    blocks: Sequence[Block]
    code: str = ""
    verify_url: str = ""
    seal: RoundSeal | None = None
    watermark: str = ""


def pdf_of(sheet: Sheet, *, fonts: Path, at: datetime) -> bytes:
    """Return the sheet as PDF/A with embedded type; `at` is the instant that the file names as its making.

    A character that the type lacks, as in rare names, is set as 〓, and the sheet says so at its end.
    """
    lacking: set[str] = set()
    while True:
        try:
            return _compiled(sheet, lacking, fonts=fonts, at=at)
        except typst.TypstError as error:
            more = _not_shown(str(error)) - lacking
            if not more:
                raise
            lacking |= more


def _compiled(sheet: Sheet, lacking: set[str], *, fonts: Path, at: datetime) -> bytes:
    if lacking:
        sheet = replace(sheet, blocks=[*sheet.blocks, Text(LACKING)])
    data = _data(sheet)
    return typst.compile(
        SOURCE,
        root=SOURCE.parent,
        font_paths=type_of(fonts),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=data
        | {"paper": data["paper"].translate(dict.fromkeys(map(ord, lacking), GETA))},
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )


def _not_shown(error: str) -> set[str]:
    """Return the characters that the type lacks, as the compiler names them."""
    named = NOT_SHOWN.findall(error)
    return set("".join(ESCAPED.sub(lambda code: chr(int(code[1], 16)), one) for one in named))


def pictures_of(sheet: Sheet, *, fonts: Path, ppi: float = 96) -> list[bytes]:
    """Return the pages of the sheet as PNG, for a preview."""
    # One page comes as bytes, several as a list; the types that Typst ships know only the first.
    made: object = typst.compile(
        SOURCE,
        root=SOURCE.parent,
        font_paths=type_of(fonts),
        ignore_system_fonts=True,
        format="png",
        sys_inputs=_data(sheet),
        ppi=ppi,
    )
    return list(made) if isinstance(made, list) else [cast(bytes, made)]


def _data(sheet: Sheet) -> dict[str, str]:
    data = asdict(sheet)
    del data["verify_url"]
    data["square"] = square_of(sheet.verify_url) if sheet.verify_url else ""
    return {"paper": json.dumps(data, ensure_ascii=False)}


def square_of(address: str) -> str:
    """Return the square code of an address as SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def type_of(fonts: Path) -> typst.Fonts:
    """Return the type, read once in a process."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fonts / weight for weight in WEIGHTS],
    )
