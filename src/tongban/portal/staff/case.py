"""办件页: one case on one screen, for those who handle it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongban.kernel.cases.queries import Case, case_by_number
from tongban.kernel.cases.state import LimitRow
from tongban.kernel.cases.story import Opinion, Story, story_of
from tongban.kernel.clock import day_of
from tongban.kernel.parties.labels import PARTY_KINDS, PURPOSES
from tongban.kernel.parties.rules import UnmaskedParty
from tongban.portal.contents import content_of
from tongban.portal.dues import days_of, due_of
from tongban.portal.limits import limit_words
from tongban.portal.moments import now, today
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.pictures import flow_of
from tongban.portal.staff.reading import is_applicant, staff_case, unmask_post
from tongban.portal.staff.telling import acts_of, told
from tongban.portal.staff.wording import outcome_words, standing_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Day

LIMIT_NAMES = ("statutory", "promised")


@dataclass(frozen=True, slots=True)
class Typed:
    """已填内容: what the reader typed before a refusal; it goes back into the page."""

    words: str = ""
    happened: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """环节意见: one line of the table of opinions."""

    opinion: Opinion
    outcome: str
    good: bool


@for_staff
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case to who may see it; the applicant, though of the staff, follows it as the public does."""
    person = signed_in(request)
    found = case_by_number(number, person, on=today())
    if found is not None and is_applicant(person, found):
        return HttpResponseRedirect(reverse("public:own", args=[found.number]))
    return case_page(request, staff_case(person, number))


def case_page(
    request: HttpRequest,
    found: Case,
    *,
    typed: Typed | None = None,
    unmasked: UnmaskedParty | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the case; `unmasked` shows personal data this once, `typed` what was refused with its reason."""
    story = story_of(found, signed_in(request), at=now())
    context = {
        **_facts(story),
        "content": content_of(story, masked=unmasked is None),
        "task": next(iter(story.tasks), None),
        "typed": typed or Typed(happened=today().isoformat()),
        "key": uuid4().hex,
        "today": today(),
        "unmasked": unmasked,
        "may_unmask": unmask_post(signed_in(request), story) is not None,
        "purposes": PURPOSES,
    }
    return render(request, "portal/staff/case.html", context, status=status)


def _facts(story: Story) -> Mapping[str, object]:
    return {
        "story": story,
        "case": story.case,
        "standing": standing_of(story.case),
        "due": due_of(story.deadline),
        "flow": flow_of(story),
        "days": _days(story),
        "limits": {kind: limit_in_words(story, kind) for kind in LIMIT_NAMES},
        "basis": next(_own_limits(story), None) or story.version.bases.first(),
        "unverified": not set(LIMIT_NAMES).isdisjoint(story.version.unverified),
        "timeline": told(story),
        "opinions": _said(story),
        "party_kind": dict(PARTY_KINDS).get(story.applicant.kind if story.applicant else "", ""),
    }


def _days(story: Story) -> list[Day]:
    ended = story.case.decided_at or story.case.closed_at
    ended_on = day_of(ended) if ended else None
    return days_of(story.days, story.deadline, today=today(), ended_on=ended_on)


def limit_in_words(story: Story, kind: str) -> str:
    """Return a limit as it runs in this case, or as the matter sets it where none runs yet."""
    for limit in _own_limits(story):
        if limit.kind == kind:
            return limit_words(f"{limit.amount}{limit.unit}")
    version = story.version
    return limit_words(version.statutory if kind == "statutory" else version.promised)


def _own_limits(story: Story) -> Iterator[LimitRow]:
    """Yield the limits of the case, without those of single steps."""
    return (limit for limit in story.limits if limit.round is None)


def _said(story: Story) -> list[Said]:
    acts = acts_of(story)
    return [
        Said(one, outcome_words(acts.get(one.step, ""), one.outcome), one.outcome == "agreed")
        for one in story.opinions
    ]
