"""申请联办: one form comes in for a stage, every organ is told at once, and the cases begin."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.bundles.actions.keeping import Book, begun, locked, next_number, not_found
from tongban.kernel.bundles.actions.starting import start_ready
from tongban.kernel.bundles.events import JointOpened, StageApplied
from tongban.kernel.bundles.forming import Chosen, limit_of, parts_of, united_form, versions_of
from tongban.kernel.bundles.models import Joint
from tongban.kernel.bundles.plan import Plan, Stage, chosen, waits_for
from tongban.kernel.bundles.queries import (
    Edition,
    edition_by_id,
    joint_by_number,
    matters_of,
    plan_of,
    stage_asked,
)
from tongban.kernel.bundles.state import DONE
from tongban.kernel.clock import Limit, day_of, due
from tongban.kernel.forms.rules import check
from tongban.kernel.forms.uniting import apart
from tongban.kernel.identity.queries import Person
from tongban.kernel.law.queries import calendar
from tongban.kernel.sealing import blind
from tongban.standards.codes.project_code import check as check_project


@dataclass(frozen=True, slots=True)
class Applying:
    """联办申请: for which stage of which edition, by whom, in which situation, and the answers to the one form.

    `joint` is the number of the joint application whose next stage this is, empty for the first. `channel` and
    `delivery` are those of every case.
    """

    edition: int
    stage: str
    party: int
    answers: Mapping[str, str]
    values: Mapping[str, Any]
    channel: str
    delivery: str = "window"
    project: str = ""
    joint: str = ""


def apply(wish: Applying, act: Act, reader: Person) -> Joint:
    """申请: open the joint application, or its next stage, and the cases that wait for nobody; all of it or nothing.

    The same key again gives the first answer. Refused: an edition that is not in force, an unanswered question, a form that
    is not whole, a stage that was applied for already or whose turn has not come.
    """
    asked = blind(json.dumps(asdict(wish), ensure_ascii=False, sort_keys=True), purpose="command")
    first = _first_answer(act, asked)
    if first is not None:
        return first
    try:
        with transaction.atomic():
            return _applied(wish, act, reader, asked)
    except IntegrityError:
        # The same key came in by another thread and was first.
        first = _first_answer(act, asked)
        if first is None:
            raise
        return first


def _applied(wish: Applying, act: Act, reader: Person, asked: str) -> Joint:
    edition = _edition(wish, on=day_of(act.at))
    plan = plan_of(edition)
    stage = _stage(plan, wish.stage)
    members = chosen(plan, stage, wish.answers)
    some = versions_of(members, matters_of(edition), on=day_of(act.at))
    _whole(plan, some, wish.values)
    book = _book(wish, plan, edition, act, reader)
    _in_turn(plan, stage, book)
    number, digest = book.sealed("form", {"values": dict(wish.values), "delivery": wish.delivery})
    event = _stage_event(plan, stage, some, wish, act, (book.joint.home, number, digest))
    book.record(act, event, by=act.by, asked_key=act.key, asked=asked)
    values = apart(united_form(plan, some), parts_of(plan, some), wish.values)
    start_ready(book, stage.key, values, act, delivery=wish.delivery)
    return Joint.objects.get(pk=book.joint.pk)


def _stage_event(
    plan: Plan,
    stage: Stage,
    some: tuple[Chosen, ...],
    wish: Applying,
    act: Act,
    kept: tuple[int, int, str],
) -> StageApplied:
    home, number, digest = kept
    keys = [one.member.key for one in some]
    lead = stage.lead if stage.lead in keys else keys[0]
    members: tuple[Mapping[str, object], ...] = tuple(
        {
            "key": one.member.key,
            "matter": one.version.matter_id,
            "version": one.version.pk,
            "organ": one.version.organ_id,
            "lead": one.member.key == lead,
            "after": list(waits_for(one.member, keys)),
        }
        for one in some
    )
    asked = {one.key for one in plan.questions}
    limit = limit_of(stage, some)
    reached = due(act.at, Limit.parse(limit), calendar(str(home))) if limit else None
    return StageApplied(
        stage=stage.key,
        answers={key: value for key, value in wish.answers.items() if key in asked},
        members=members,
        organs=tuple(sorted({one.version.organ_id for one in some})),
        limit=limit,
        due_on=reached.on.isoformat() if reached and reached.on else "",
        content=number,
        digest=digest,
    )


def _book(wish: Applying, plan: Plan, edition: Edition, act: Act, reader: Person) -> Book:
    """Return the joint application that the stage belongs to, opened where it is the first."""
    if wish.joint:
        joint = joint_by_number(wish.joint, reader, on=day_of(act.at))
        if joint is None or (joint.edition_id, joint.party) != (edition.pk, wish.party):
            raise not_found()
        return locked(joint.pk)
    if wish.project and (fault := check_project(wish.project)):
        raise Refusal(fault.code, fault.words, **fault.facts)
    home = edition.bundle.home
    joint_id, number = next_number(home, act)
    row = {
        "id": joint_id, "home": home, "number": number, "bundle_id": edition.bundle_id, "edition_id": edition.pk,
        "party": wish.party, "title": plan.name, "channel": wish.channel, "project": wish.project, "since": act.at,
    }  # fmt: skip
    event = JointOpened(
        number=number,
        bundle=edition.bundle_id,
        edition=edition.pk,
        party=wish.party,
        title=plan.name,
        channel=wish.channel,
        project=wish.project,
    )
    return begun(row, event, act)


def _edition(wish: Applying, *, on: date) -> Edition:
    """Return the edition: for a first stage one in force, for a later one that of the joint application."""
    edition = edition_by_id(wish.edition)
    if edition is None or (not wish.joint and on not in edition.valid):
        raise Refusal(
            "bundle.superseded",
            "This bundle was revised since the application was begun. Please begin again from its guide.",
        )
    return edition


def _stage(plan: Plan, key: str) -> Stage:
    try:
        return plan.stage(key)
    except KeyError:
        raise not_found() from None


def _in_turn(plan: Plan, stage: Stage, book: Book) -> None:
    """Refuse a stage twice, and one before the stage in front of it was answered with all that it asked for."""
    done = {one.key: one for one in book.standing.stages}
    if stage.key in done:
        raise Refusal(
            "bundle.stage_applied",
            "{stage} was applied for already. Open the joint application to follow it.",
            stage=stage.title,
        )
    keys = [one.key for one in plan.stages]
    for before in plan.stages[: keys.index(stage.key)]:
        stood = done.get(before.key)
        if stood is None or stood.state != DONE or stood.outcome != "granted":
            raise Refusal(
                "bundle.stage_too_early",
                "{stage} comes after {before}, which is not through yet. Apply again once it is.",
                stage=stage.title,
                before=before.title,
            )


def _whole(plan: Plan, some: tuple[Chosen, ...], values: Mapping[str, Any]) -> None:
    if check(united_form(plan, some).form, values, whole=True):
        raise Refusal(
            "bundle.form",
            "The form is not complete. Please go back to the fields that are marked.",
        )


def _first_answer(act: Act, asked: str) -> Joint | None:
    row = stage_asked(act.by, act.key)
    if row is None:
        return None
    if row.asked != asked:
        raise Refusal(
            "bundle.key", "This key was used for another application. Please load the page again."
        )
    return row.joint
