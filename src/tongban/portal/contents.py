"""申请内容与材料: what was asked for and what was handed in, as the case page and the receipt show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext

from tongban.kernel.cases.story import Story
from tongban.kernel.catalogue.queries import Material
from tongban.kernel.documents.counting import is_picture
from tongban.kernel.documents.queries import Document, documents_used_by
from tongban.kernel.documents.rules import can_be_shown
from tongban.kernel.documents.scanning import Verdict
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import Line, SummedPart
from tongban.kernel.papers.queries import papers_of


@dataclass(frozen=True, slots=True)
class Paper:
    """材料: one file of the case, by the question that asked for it; at `url` it is handed out to be saved."""

    label: str
    document: Document
    url: str

    @property
    def shown(self) -> str:
        """Return how a page shows it: as `picture` or as `pdf`; empty for what can only be saved, or was erased."""
        media_type = self.document.media_type
        if self.document.erased_at is not None or not can_be_shown(media_type):
            return ""
        return "picture" if is_picture(media_type) else "pdf"

    @property
    def unscanned(self) -> bool:
        """Tell whether no virus scanner has looked at it."""
        return self.document.scanned == Verdict.NOT_SCANNED


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
    documents = {key: one for key, one in documents.items() if key not in story.withheld}
    parts = forms.summary(
        story.form,
        story.values,
        masked=masked,
        language=get_language() or "",
        voice=forms.Voice(say=gettext, files={key: one.name for key, one in documents.items()}),
        mask_names=True,
    )
    address = reverse("staff:case", args=[number])
    papers = [
        Paper(line.label, documents[line.document], f"{address}{line.document}")
        for line in _lines(parts)
        if line.document in documents
    ]
    papers += _earlier(documents, papers, subject=f"case/{number}", address=address)
    exempt = [one for one in story.version.materials.all() if one.exempt]
    return Content(parts, papers, exempt, address)


def _earlier(
    documents: Mapping[str, Document], papers: Sequence[Paper], *, subject: str, address: str
) -> list[Paper]:
    """Return the files that the answers no longer name: replaced by a supplement, or erased with the answers."""
    named = {one.document.pk for one in papers}
    issued = papers_of(subject)
    named |= {one.document_id for one in issued if one.document_id is not None}
    named |= {one.scan_id for one in issued if one.scan_id is not None}
    return [
        Paper(gettext("Handed in before"), one, f"{address}{reference}")
        for reference, one in documents.items()
        if one.pk not in named
    ]


def _lines(parts: Sequence[SummedPart]) -> list[Line]:
    cells = [line for part in parts for grid in part.grids for row in grid.rows for line in row]
    return [line for part in parts for line in part.lines] + cells
