"""申请表: the answers of the application as a page of the file."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext, override

from tongban.kernel.archives.pieces import Piece
from tongban.kernel.cases.story import Story
from tongban.kernel.clock import day_of
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import SummedPart
from tongban.kernel.papers.press.printing import Block, Form, Sheet, Table, Text, pdf_of

LANGUAGE = "zh-hans"


def application_piece(story: Story, *, fonts: Path, at: datetime) -> Piece:
    """Return the application form with its answers, as a piece of the file."""
    parts = forms.summary(
        story.form,
        story.values,
        masked=False,
        language=LANGUAGE,
        voice=forms.Voice(say=_in_chinese, files=dict.fromkeys(_files(story), "见附件")),
        mask_names=False,
    )
    blocks: list[Block] = []
    for part in parts:
        blocks += _blocks(part)
    case = story.case
    sheet = Sheet(
        organ=story.version.organ.name,
        number=case.number,
        title="申请表",
        date=f"{case.received_on.year}年{case.received_on.month}月{case.received_on.day}日",
        blocks=blocks,
    )
    content = pdf_of(sheet, fonts=fonts, at=at)
    return Piece(10, "申请表", "", day_of(at), "pdf", content)


def _in_chinese(source: str) -> str:
    """Return the platform's own words in Chinese, whoever is at the screen: the file is the same for everybody."""
    with override(LANGUAGE):
        return gettext(source)


def _blocks(part: SummedPart) -> list[Block]:
    found: list[Block] = [Text(part.title, kind="to")]
    rows = [(line.label, line.value or "—") for line in part.lines]
    if rows:
        found.append(Form(rows))
    for grid in part.grids:
        heads = [line.label for line in grid.rows[0]] if grid.rows else []
        if heads:
            cells = [[line.value or "—" for line in row] for row in grid.rows]
            found.append(Table(heads, cells, [1] * len(heads)))
    return found


def _files(story: Story) -> list[str]:
    return [f"document/{number}" for number in story.files]
