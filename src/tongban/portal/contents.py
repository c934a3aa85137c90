"""申请内容与材料: what was asked for and what was handed in, as the case page and the receipt show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext

from tongban.kernel.cases.story import Story
from tongban.kernel.catalogue.queries import Material
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import Line, SummedPart


@dataclass(frozen=True, slots=True)
class Paper:
    """材料: one file of the application, by the question that asked for it; `size` in bytes."""

    label: str
    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """申请内容: the answers by section, the files, and the papers that need not be submitted.

    `address` followed by a reference such as `document/12` is where a file is handed out.
    """

    summary: Sequence[SummedPart]
    papers: Sequence[Paper]
    exempt: Sequence[Material]
    address: str


def content_of(story: Story, *, masked: bool) -> Content:
    """Return the content of a case; `masked` stars personal answers, names among them."""
    number = story.case.number
    documents = {one.reference: one for one in documents_used_by(f"case/{number}")}
    parts = forms.summary(
        forms.form(story.version.form or {}),
        story.values,
        masked=masked,
        language=get_language() or "",
        voice=forms.Voice(say=gettext, files={key: one.name for key, one in documents.items()}),
        mask_names=True,
    )
    address = reverse("staff:case", args=[number])
    papers = [
        Paper(line.label, line.value, documents[line.document].size, f"{address}{line.document}")
        for line in _lines(parts)
        if line.document in documents
    ]
    exempt = [one for one in story.version.materials.all() if one.exempt]
    return Content(parts, papers, exempt, address)


def _lines(parts: Sequence[SummedPart]) -> list[Line]:
    cells = [line for part in parts for grid in part.grids for row in grid.rows for line in row]
    return [line for part in parts for line in part.lines] + cells
