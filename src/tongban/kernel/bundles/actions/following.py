"""跟进: when the case of a part ends, the next parts begin, and with the last of them the stage is answered."""

from collections.abc import Sequence

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.bundles.actions.keeping import Book, locked
from tongban.kernel.bundles.actions.starting import close_stage, start_ready
from tongban.kernel.bundles.events import PartEnded, stream_of
from tongban.kernel.bundles.forming import Chosen, parts_of, united_form
from tongban.kernel.bundles.models import StageRow
from tongban.kernel.bundles.queries import (
    PartRow,
    content_of,
    edition_by_id,
    part_of_case,
    plan_of,
)
from tongban.kernel.bundles.state import RUNNING, Stage
from tongban.kernel.cases.queries import Case, case_by_id
from tongban.kernel.catalogue.queries import version_by_id
from tongban.kernel.forms.rules import Json, Values
from tongban.kernel.forms.uniting import apart
from tongban.kernel.ledger.events import Record
from tongban.kernel.notices.actions import tell
from tongban.kernel.notices.queries import Notice
from tongban.kernel.notices.rules import Kind

ENDING = frozenset(
    {
        "case.closed",
        "case.decided",
        "case.declined",
        "case.terminated",
        "case.voided",
        "case.withdrawn",
    }
)
GRANTED = frozenset({"granted", "answered", "agreed"})


def follow(records: Sequence[Record]) -> None:
    """Note that a part has its result; called after the commit of the case's command, once for each."""
    if not any(one.subject and one.type in ENDING for one in records):
        return
    record = records[-1]
    part = part_of_case(record.stream.removeprefix("case/"))
    if part is None or part.state != RUNNING:
        return
    outcome = _outcome(case_by_id(record.home, record.subject))
    if outcome:
        with transaction.atomic():
            _ended(part, outcome, record)


def _outcome(case: Case) -> str:
    if case.decided_at is not None:
        return "granted" if case.outcome in GRANTED else "refused"
    return "ended" if case.closed_at is not None else ""


def _ended(part: PartRow, outcome: str, record: Record) -> None:
    book = locked(part.joint_id)
    if book.standing.stage(part.stage).part(part.key).state != RUNNING:
        return
    platform = Act("system", "", record.at, f"{book.joint.number}/{part.key}")
    book.record(platform, PartEnded(part.stage, part.key, outcome))
    _next_parts(book, part.stage, record)
    if close_stage(book, part.stage, platform):
        _tell(book, record)


def _next_parts(book: Book, stage: str, record: Record) -> None:
    """Begin what waited, in the name of who handed the stage in, with what was stated then."""
    row = StageRow.objects.get(joint=book.joint, key=stage)
    kept = content_of(book.joint, book.standing.stage(stage).content) or {}
    values = _values(book, book.standing.stage(stage), kept.get("values", {}))
    act = Act(row.by, "", record.at, row.asked_key)
    start_ready(book, stage, values, act, delivery=kept.get("delivery", "window"), whole=False)


def _values(book: Book, stage: Stage, values: Values) -> dict[str, dict[str, Json]]:
    edition = edition_by_id(book.standing.edition)
    if edition is None or not values:
        return {}
    plan = plan_of(edition)
    members = {one.key: one for one in plan.members()}
    some = []
    for part in stage.parts:
        version = version_by_id(part.version)
        if version is not None:
            some.append(Chosen(members[part.key], version))
    return apart(united_form(plan, some), parts_of(plan, some), values)


def _tell(book: Book, record: Record) -> None:
    """Leave the applicant the one answer: where all results of the stage stand."""
    standing = book.standing
    tell(
        [
            Notice(
                party=standing.party,
                stream=stream_of(standing.number),
                n=standing.n,
                subject=stream_of(standing.number),
                title=standing.title,
                kind=Kind.JOINT_ANSWERED.value,
                at=record.at,
            )
        ]
    )
