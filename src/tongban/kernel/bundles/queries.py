"""The reading side: bundles in force, and joint applications to whom they concern."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.kernel.bundles.events import stream_of
from tongban.kernel.bundles.models import (
    Bundle,
    Edition,
    GatheringRow,
    Joint,
    JointContent,
    PartRow,
    StageRow,
)
from tongban.kernel.bundles.plan import Plan, planned
from tongban.kernel.bundles.state import Standing, folded
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.queries import party_of
from tongban.kernel.sealing import unseal

__all__ = ["Bundle", "Edition", "Joint", "PartRow", "StageRow"]

CONTENT = "joint-content"
HANDLERS = frozenset({Duty.WINDOW, Duty.OFFICER, Duty.REVIEWER, Duty.LEADER})
SEES_ALL = frozenset({Duty.DUTY_MANAGER, Duty.SUPERVISOR})


def editions_in_force(on: date) -> QuerySet[Edition]:
    """Return the editions by which bundles can be applied for on that day, the bundle loaded."""
    return Edition.objects.filter(valid__contains=on).select_related("bundle").order_by("bundle__kind", "bundle__code")  # fmt: skip


def edition_in_force(code: str, *, on: date) -> Edition | None:
    """Return the edition of the bundle with that code that is in force on that day, or `None`."""
    return editions_in_force(on).filter(bundle__code=code).first()


def edition_by_id(edition_id: int) -> Edition | None:
    """Return an edition whatever its days: a joint application keeps its own."""
    return Edition.objects.select_related("bundle").filter(pk=edition_id).first()


def bundles_with(matter_ids: Iterable[int], *, on: date) -> list[Edition]:
    """Return the editions in force that one of these matters is part of."""
    wanted = set(matter_ids)
    return [one for one in editions_in_force(on) if wanted & set(matters_of(one).values())]


def plan_of(edition: Edition) -> Plan:
    """Return the plan of an edition."""
    raw = {key: value for key, value in edition.plan.items() if key != "matters"}
    return planned(raw)


def matters_of(edition: Edition) -> dict[str, int]:
    """Return by the key of each member which matter it is."""
    matters: dict[str, int] = edition.plan["matters"]
    return matters


def joints_visible_to(reader: Person, *, on: date) -> QuerySet[Joint]:
    """Return the joint applications that `reader` may see.

    The public: one's own. Who handles cases: those in which the organ of one of one's posts has a part, or that it leads.
    Duty managers and supervisors: all of their county.
    """
    posts, party = posts_of(reader, on=on), party_of(reader)
    organs = {post.organ_id for post in posts if post.duty in HANDLERS}
    homes = {post.home for post in posts if post.duty in SEES_ALL}
    halls = {post.home for post in posts if post.duty == Duty.WINDOW}
    parts = PartRow.objects.filter(joint=OuterRef("pk"), organ__in=organs)
    seen = Q(home__in=homes | halls) | Exists(parts) | Q(bundle__organ__in=organs)
    return Joint.objects.filter(seen | Q(party=party.pk) if party is not None else seen)


def joint_by_number(number: str, reader: Person, *, on: date) -> Joint | None:
    """Return the joint application if the reader may see it; not found and not allowed look the same."""
    return joints_visible_to(reader, on=on).filter(number=number).first()


def joint_of_case(number: str) -> Joint | None:
    """Return the joint application that a case is part of, or `None`; for who may see the case."""
    row = PartRow.objects.select_related("joint").filter(case=number).first()
    return row.joint if row is not None else None


def part_of_case(number: str) -> PartRow | None:
    """Return the part whose case it is, for the platform's own work; `None` for a case that belongs to no bundle."""
    return PartRow.objects.filter(case=number).first()


def standing_of(joint: Joint) -> Standing:
    """Return how a joint application stands, told from its log."""
    return folded(events_of(joint.home, stream_of(joint.number)))


def content_of(joint: Joint, number: int) -> dict[str, Any] | None:
    """Return a sealed content, or `None` where it was erased."""
    row = JointContent.objects.filter(joint=joint, number=number).first()
    if row is None or row.sealed is None:
        return None
    body: dict[str, Any] = json.loads(unseal(bytes(row.sealed), purpose=CONTENT))
    return body


def stage_asked(by: str, key: str) -> StageRow | None:
    """Return the stage that somebody's command with that key applied for first."""
    return StageRow.objects.select_related("joint").filter(by=by, asked_key=key).first()


def leads(reader: Person, organ: int, *, home: int, on: date) -> bool:
    """Say whether the reader handles cases at the leading organ of a stage, or is a duty manager of the county."""
    posts = posts_of(reader, on=on)
    there = any(post.organ_id == organ and post.duty in HANDLERS for post in posts)
    return there or any(p.duty == Duty.DUTY_MANAGER and p.home == home for p in posts)


def every_joint() -> QuerySet[Joint]:
    """Return all joint applications, for checks by the operator."""
    return Joint.objects.order_by("pk")


def differences() -> Iterable[str]:
    """Yield the numbers of the joint applications whose rows differ from their log."""
    for joint in every_joint():
        if rows_of(standing_of(joint)) != _kept(joint):
            yield joint.number


def rows_of(standing: Standing) -> dict[str, Any]:
    """Return what the rows of a joint application must be as its log says."""
    return {
        "joint": {
            "bundle_id": standing.bundle,
            "edition_id": standing.edition,
            "party": standing.party,
            "title": standing.title,
            "channel": standing.channel,
            "project": standing.project,
            "since": standing.since,
            "running": any(one.state == "running" for one in standing.stages),
            "due_on": min((s.due_on for s in standing.stages if s.state == "running" and s.due_on), default=None),
            "n": standing.n,
        },
        "stages": {one.key: {name: getattr(one, name) for name in _STAGE} for one in standing.stages},
        "parts": {
            one.key: {"stage": stage.key, **{name: getattr(one, name) for name in _PART}}
            for stage in standing.stages
            for one in stage.parts
        },
        "gatherings": {
            one.id: {**{name: getattr(one, name) for name in _GATHERING}, "organs": list(one.organs)}
            for one in standing.gatherings
        },
    }  # fmt: skip


_STAGE = ("state", "outcome", "limit", "since", "until", "due_on", "late")
_PART = ("matter", "organ", "lead", "state", "case")
_GATHERING = ("stage", "kind", "at", "state", "result")


def _kept(joint: Joint) -> dict[str, Any]:
    names = ("bundle_id", "edition_id", "party", "title", "channel", "project", "since", "running", "due_on", "n")  # fmt: skip
    stages = StageRow.objects.filter(joint=joint)
    parts = PartRow.objects.filter(joint=joint)
    gatherings = GatheringRow.objects.filter(joint=joint)
    return {
        "joint": _values(joint, names),
        "stages": {one.key: _values(one, _STAGE) for one in stages},
        "parts": {one.key: _values(one, ("stage", *_PART)) for one in parts},
        "gatherings": {one.ordinal: _values(one, (*_GATHERING, "organs")) for one in gatherings},
    }


def _values(row: object, names: Iterable[str]) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in names}
