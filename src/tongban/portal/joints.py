"""联办件的样子: a joint application stage by stage: its parts, who keeps whom waiting, and what was held together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tongban.kernel.bundles.labels import GATHERINGS, OUTCOMES, PARTS, RESULTS, STAGES, STANDS
from tongban.kernel.bundles.plan import Plan
from tongban.kernel.bundles.queries import (
    Joint,
    content_of,
    edition_by_id,
    plan_of,
    standing_of,
)
from tongban.kernel.bundles.running import Running, running
from tongban.kernel.bundles.state import DONE, RUNNING, WAITING, Gathering, Part, Stage, Standing
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.identity.queries import names_of
from tongban.portal.dues import due_of
from tongban.ui.pieces import Due

TONES = {"waiting": "", "running": "brand", "granted": "ok", "refused": "late", "ended": "late", "dropped": "late"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartRow:
    """分项一行: one matter with its organ, its case, how long that has left, and what it waits for.

    `flag` is `late`, `slowest` or `waited` where the row is to be looked at first.
    """

    key: str
    name: str
    organ: str
    lead: bool
    state: str
    words: str
    tone: str
    case: str
    due: Due | None
    after: str
    flag: str
    reason: str


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """共同会商一行: what was called or held, with how each organ stood."""

    id: int
    kind: str
    at: datetime
    state: str
    place: str
    about: str
    organs: Sequence[tuple[int, str, str]]
    result: str
    held_on: date | None
    minutes: str


@dataclass(frozen=True, slots=True)
class StagePart:
    """阶段: one stage that was applied for, or whose turn is still to come (`rows` empty)."""

    key: str
    title: str
    state: str
    words: str
    outcome: str
    limit: str
    due: Due | None
    late: bool = False
    rows: Sequence[PartRow] = ()
    lead: int = 0
    next: bool = False

    @property
    def slow(self) -> Sequence[PartRow]:
        """Return the rows that keep the stage: late ones, or the slowest where none is late."""
        late = [row for row in self.rows if row.flag == "late"]
        return late or [row for row in self.rows if row.flag == "slowest"]


@dataclass(frozen=True, slots=True)
class Seen:
    """联办件: all of it, for its pages."""

    standing: Standing
    plan: Plan
    stages: Sequence[StagePart]
    gatherings: Sequence[GatheringRow]

    @property
    def running(self) -> StagePart | None:
        """Return the stage that is under way."""
        return next((one for one in self.stages if one.state == RUNNING), None)


def seen(joint: Joint, *, at: datetime, inside: bool) -> Seen:
    """Return a joint application as its pages show it; minutes and how each organ stood only `inside` the house."""
    standing = standing_of(joint)
    edition = edition_by_id(joint.edition_id)
    if edition is None:
        raise LookupError(joint.edition_id)
    plan = plan_of(edition)
    applied = {one.key: one for one in standing.stages}
    stages, open_next = [], True
    for planned in plan.stages:
        title = _said(planned.title, planned.english)
        stage = applied.get(planned.key)
        if stage is None:
            stages.append(_to_come(planned.key, title, planned.limit, now=open_next))
            open_next = False
        else:
            stages.append(_stage(stage, title, joint.home, at))
            open_next = open_next and stage.state == DONE and stage.outcome == "granted"
    gatherings = [_gathering(joint, one, inside=inside) for one in standing.gatherings]
    return Seen(standing, plan, stages, gatherings)


def _to_come(key: str, title: str, limit: str, *, now: bool) -> StagePart:
    words = _("Can be applied for now") if now else _("Comes later")
    return StagePart(key, title, "", words, "", limit, None, next=now)


def _stage(stage: Stage, title: str, home: int, at: datetime) -> StagePart:
    runs = running(stage, home=home, at=at)
    versions = {part.key: version_by_id(part.version) for part in stage.parts}
    names = {key: version.name for key, version in versions.items() if version}
    return StagePart(
        key=stage.key,
        title=title,
        state=stage.state,
        words=str(STAGES[stage.state]),
        outcome=str(OUTCOMES.get(stage.outcome, "")),
        limit=stage.limit,
        due=due_of(runs.deadline),
        late=stage.late or runs.deadline.left < 0,
        rows=[_part(one, versions[one.key], names, runs) for one in stage.parts],
        lead=next((part.organ for part in stage.parts if part.lead), 0),
    )


def _part(
    part: Part, version: MatterVersion | None, names: Mapping[str, str], runs: Running
) -> PartRow:
    left = runs.left.get(part.key)
    return PartRow(
        key=part.key,
        name=names.get(part.key, ""),
        organ=version.organ.name if version else "",
        lead=part.lead,
        state=part.state,
        words=str(PARTS[part.state]),
        tone=TONES[part.state],
        case=part.case,
        due=due_of(left) if left else None,
        after=pgettext("between two names", ", ").join(names.get(key, "") for key in part.after) if part.state == WAITING else "",
        flag=_flag(part, runs),
        reason=_reason(part),
    )  # fmt: skip


def _flag(part: Part, runs: Running) -> str:
    left = runs.left.get(part.key)
    if part.state != RUNNING:
        return ""
    if left is not None and left.standing in ("late", "breached"):
        return "late"
    if part.key in runs.waited_for:
        return "waited"
    return "slowest" if part.key == runs.slowest else ""


def _reason(part: Part) -> str:
    if part.state != "dropped":
        return ""
    if part.reason == "refused":
        return _("What it waited for was not granted.")
    return _("It could not be applied for when its turn came; apply for it by itself.")


def _gathering(joint: Joint, one: Gathering, *, inside: bool) -> GatheringRow:
    call = content_of(joint, one.content) or {}
    minutes = content_of(joint, one.minutes) if inside and one.minutes else None
    names = names_of({f"organ/{organ}" for organ in one.organs})
    stands = one.stands if inside else {}
    return GatheringRow(
        id=one.id,
        kind=str(GATHERINGS[one.kind]),
        at=one.at,
        state=one.state,
        place=call.get("place", ""),
        about=call.get("about", "") if inside else "",
        organs=[
            (organ, names.get(f"organ/{organ}", ""), str(STANDS.get(stands.get(str(organ), ""), "")))
            for organ in one.organs
        ],
        result=str(RESULTS.get(one.result, "")),
        held_on=one.held_on,
        minutes=(minutes or {}).get("words", ""),
    )  # fmt: skip


def _said(words: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else words
