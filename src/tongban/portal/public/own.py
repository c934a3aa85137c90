"""我的办件详情: one own case: what it waits for, where it stands, its result, papers and originals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.bundles.queries import joint_of_case
from tongban.kernel.cases import events
from tongban.kernel.cases import queries as cases
from tongban.kernel.cases.again import may_apply_again
from tongban.kernel.cases.labels import MODES
from tongban.kernel.cases.state import OriginalRow, SpecialRow
from tongban.kernel.cases.story import Story, story_of
from tongban.kernel.clock import day_of
from tongban.portal.moments import now
from tongban.portal.public.following import followed_in
from tongban.portal.public.mine import own_case
from tongban.portal.public.papers import issued_papers
from tongban.portal.public.said import day_in_words
from tongban.portal.public.telling import ended
from tongban.portal.public.telling_handling import named, place_of
from tongban.portal.public.telling_results import GIVEN, PARTY, proof_of
from tongban.portal.taken_up import after, before
from tongban.portal.visitors import behind_the_door, signed_in
from tongban.ui.pieces import Crumb

DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class Demand:
    """补正要求: what is missing, point by point, and by when it is to be supplied."""

    points: Sequence[Mapping[str, str]]
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """听证告知: a hearing that the applicant may ask for until a day."""

    special: int
    until: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """时间地点: when and where a special procedure takes place."""

    what: str
    at: datetime | None
    place: str


@dataclass(frozen=True, slots=True)
class HandBack:
    """退还清单: a list of originals that goes back to the applicant and waits for his signature."""

    id: int
    originals: Sequence[OriginalRow]


@dataclass(frozen=True, slots=True)
class Result:
    """办理结果: the certificate that came of it, how it was delivered and what proves that, or until when it will be."""

    certificate: int = 0
    number: str = ""
    what: str = ""
    mode: str = ""
    happened: str = ""
    proof: str = ""
    due: date | None = None


@behind_the_door
@require_safe
def own(request: HttpRequest, number: str) -> HttpResponse:
    """Show one own case; somebody else's does not exist."""
    return own_page(request, own_case(signed_in(request), number))


def own_page(
    request: HttpRequest,
    found: cases.Case,
    *,
    fault: str = "",
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show an own case, after a refusal with what was refused and with what was typed."""
    at = now()
    story = story_of(found, None, at=at)
    context = {
        "followed": followed_in(story, at=at, own=True),
        **_facts(story, on=day_of(at)),
        "before": before(found, signed_in(request), at=at, address="public:own", tell=ended),
        "after": after(found, address="public:own"),
        "again": may_apply_again(found),
        "issued": issued_papers(found.number),
        "joint": joint_of_case(found.number),
        "fault": fault,
        "typed": typed or {},
        "key": uuid4().hex,
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("My cases"), reverse("public:mine")),
            Crumb(gettext("Where it stands")),
        ],
    }
    return render(request, "portal/public/own.html", context, status=422 if fault else 200)


def demand_of(story: Story) -> Demand | None:
    """Return what was asked for last, while it waits for the applicant."""
    asked = [
        one.event for one in story.happened if isinstance(one.event, events.SupplementRequested)
    ]
    if story.case.state != "supplementing" or not asked:
        return None
    body = story.texts.get(asked[-1].demand.content, {})
    timers = [one for one in story.state.timers.values() if one.kind == "supplement"]
    until = timers[-1].due_on if timers else date.fromisoformat(asked[-1].until)
    return Demand(list(body.get("items", ())), until, str(body.get("reason", "")))


def hearing_of(story: Story, *, on: date) -> Hearing | None:
    """Return the hearing that may still be asked for."""
    offered = [one for one in story.state.specials.values() if one.state == "offered"]
    if not offered or offered[-1].until is None or on > offered[-1].until:
        return None
    one = offered[-1]
    return Hearing(one.id, one.until, str(story.texts.get(one.words, {}).get("text", "")))


def _facts(story: Story, *, on: date) -> Mapping[str, Any]:
    """Return what the case waits for, what came of it, and what the applicant may do."""
    procedure, state = story.procedure, story.case.state
    return {
        "demand": demand_of(story),
        "hearing": hearing_of(story, on=on),
        "meetings": _meetings(story),
        "hand_backs": _hand_backs(story),
        "originals": [
            one
            for one in story.state.originals.values()
            if PARTY not in (one.holder, one.offered_to)
        ],
        "answer": _answer(story),
        "result": _result(story),
        "withdrawable": procedure.allows("withdraw", state) and story.case.decided_at is None,
        "heard": procedure.allows("hear", state),
        "urgeable": _urgeable(story, on=on),
    }


def _urgeable(story: Story, *, on: date) -> bool:
    """Tell whether the applicant may remind the departments now: while they have the case, once a day."""
    case = story.case
    waits = case.state in {"submitted", "accepted"} and case.decided_at is None
    return waits and (case.urged_at is None or day_of(case.urged_at) != on)


def _meetings(story: Story) -> list[Meeting]:
    plans = {
        one.event.special: place_of(story, one.event)
        for one in story.happened
        if isinstance(one.event, events.SpecialArranged)
    }
    arranged = [one for one in story.state.specials.values() if one.state == "arranged"]
    return [_meeting(one, plans.get(one.id, "")) for one in arranged]


def _meeting(one: SpecialRow, place: str) -> Meeting:
    return Meeting(named(one.kind), one.on, place)


def _hand_backs(story: Story) -> list[HandBack]:
    lists: dict[int, list[OriginalRow]] = {}
    for one in story.state.originals.values():
        if one.offered_to == PARTY and one.handover is not None:
            lists.setdefault(one.handover, []).append(one)
    return [HandBack(number, rows) for number, rows in sorted(lists.items())]


def _answer(story: Story) -> str:
    """Return the answer to an enquiry."""
    if story.case.outcome != "answered":
        return ""
    return next((one.words for one in story.happened if isinstance(one.event, events.Decided)), "")


def _result(story: Story) -> Result | None:
    if story.case.decided_at is None:
        return None
    given = [one.event for one in story.happened if isinstance(one.event, events.CertificateGiven)]
    brought = [one.event for one in story.happened if isinstance(one.event, events.Delivered)]
    due = [one.due_on for one in story.limits if one.kind == DELIVERY and one.state == "running"]
    certificate, delivered = given[-1] if given else None, brought[-1] if brought else None
    if story.case.outcome == "answered" and delivered is None:
        return None
    return Result(
        certificate=certificate.certificate if certificate else 0,
        number=certificate.number if certificate else "",
        what=str(GIVEN.get(certificate.how, "")) if certificate else "",
        mode=str(MODES.get(delivered.mode if delivered else story.case.delivery, "")),
        happened=day_in_words(delivered.happened) if delivered else "",
        proof=proof_of(story, delivered) if delivered else "",
        due=due[-1] if due else None,
    )
