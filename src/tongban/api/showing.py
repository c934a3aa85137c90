"""A case as programs are shown it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from tongban.api.running import running
from tongban.api.shapes.cases import (
    AnswerOut,
    ApplicantOut,
    CaseLine,
    CaseOut,
    EventOut,
    PaperRef,
    StepOut,
    TaskOut,
)
from tongban.api.shapes.kinds import OrganOut
from tongban.api.tags import tag_of
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.fields import rights_at
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.rules import parsed_number
from tongban.kernel.cases.story import Story
from tongban.kernel.cases.tasks import Task
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import Line
from tongban.kernel.identity.queries import Person
from tongban.kernel.ledger.queries.sealing import seal_named_at
from tongban.kernel.papers.queries import papers_of

AS_THEY_ARE = (
    "number", "title", "procedure", "channel", "purpose", "state", "outcome", "received_on", "submitted_at",
    "accepted_at", "decided_at", "closed_at", "promised_on", "statutory_on", "earlier",
)  # fmt: skip
"""What a case says in the same words as its row."""


def seal_on(receipt: Receipt) -> str:
    """Return the seal that a receipt names, number and hash: the newest one at its event, so a repeated answer is the first."""
    home, _case_id = parsed_number(receipt.number)
    return seal_named_at(home, f"case/{receipt.number}", receipt.n)


def case_line(case: Case, names: Mapping[int, str]) -> CaseLine:
    """Return a case as a list shows it; `names` are those of organs by id."""
    return CaseLine(**_line(case, names.get(case.organ, "")))


def case_out(story: Story, reader: Person) -> CaseOut:
    """Return a case whole to a client, personal data masked."""
    case, applicant = story.case, story.applicant
    return CaseOut(
        **_line(case, story.version.organ.name),
        delivery=case.delivery,
        provisional=case.provisional,
        applicant=None if applicant is None else ApplicantOut.from_orm(applicant),
        tasks=[_task(task, story) for task in story.tasks],
        steps=[StepOut.from_orm(step) for step in story.steps],
        **running(story, reader),
        events=_events(story),
        answers=[_answer(line) for line in _lines(story)],
        papers=[PaperRef.from_orm(one) for one in papers_of(f"case/{case.number}")],
    )


def _task(task: Task, story: Story) -> TaskOut:
    node = story.state.rounds[story.state.items[task.item].round].node
    rights = rights_at(story.version, node)
    return TaskOut(
        item=task.item,
        act=task.act,
        name=task.name,
        post=task.post,
        behalf=task.username,
        write=sorted(rights.write),
        must=sorted(rights.must),
    )


def _line(case: Case, organ: str) -> dict[str, Any]:
    return {
        **{name: getattr(case, name) for name in AS_THEY_ARE},
        "matter_id": case.matter,
        "version_id": case.version,
        "organ": OrganOut(id=case.organ, name=organ),
        "etag": tag_of(case),
        "href": f"/api/v1/cases/{case.number}",
    }


def _events(story: Story) -> list[EventOut]:
    return [
        EventOut(
            n=one.record.n,
            type=one.record.type,
            at=one.record.at,
            organ=one.organ,
            step=one.step,
            hash=one.record.hash,
        )
        for one in story.happened
    ]


def _lines(story: Story) -> Iterator[Line]:
    parts = forms.summary(
        story.form,
        story.values,
        masked=True,
        language=get_language() or "",
        voice=forms.Voice(say=gettext, files={}),
        mask_names=True,
    )
    for part in parts:
        yield from part.lines
        for grid in part.grids:
            for row in grid.rows:
                yield from row


def _answer(line: Line) -> AnswerOut:
    return AnswerOut(
        field=line.path,
        title=line.label,
        value=line.document or line.value,
        masked=line.masked,
    )
