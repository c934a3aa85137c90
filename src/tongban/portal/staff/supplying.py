"""补正材料收取: at the counter, the whole form of a case again with what was missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.events import SupplementRequested
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import Story, story_of
from tongban.kernel.forms.actions import start_draft
from tongban.kernel.forms.queries import open_drafts
from tongban.kernel.forms.rules import own_part
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.actions import unmasked
from tongban.kernel.parties.rules import Purpose
from tongban.portal.applications import VERSION, Application, give_up
from tongban.portal.moments import now
from tongban.portal.staff.entry import counter_act, for_the_counter, intake_post
from tongban.portal.staff.intake import COUNTER, SUPPLY, draft_url, supplied_case
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.reading import staff_case
from tongban.portal.staff.terms import is_agent
from tongban.portal.visitors import signed_in


@dataclass(frozen=True, slots=True)
class Demanded:
    """补正要求: the case that is supplied to, what was asked of it last, and by when."""

    case: Case
    points: list[Mapping[str, Any]]
    until: str


@for_the_counter
@require_POST
def supply(request: HttpRequest, number: str) -> HttpResponse:
    """Begin the form of the case as it stands, or go on with the one begun before."""
    clerk = signed_in(request)
    found = staff_case(clerk, number)
    if not may_supply(clerk, found):
        raise Http404
    story = story_of(found, clerk, at=now())
    if story.hidden:
        raise Http404
    act = counter_act(request, key=f"supply-{found.number}-{found.n}")
    # The form shows the answers to the clerk as they are.
    unmasked(found.party, act, purpose=Purpose.INTAKE, about=f"case/{found.number}")
    purpose = f"{COUNTER}{found.party}/{_round_of(found)}{VERSION}{found.version}"
    for draft in open_drafts(clerk.actor_id):
        if draft.purpose == purpose:
            return HttpResponseRedirect(draft_url(draft.id))
    begun = start_draft(act, purpose=purpose, values=own_part(story.form, story.values))
    return HttpResponseRedirect(draft_url(begun.id))


def may_supply(clerk: Person, case: Case) -> bool:
    """Tell whether this post takes in what the applicant supplies: a window of the hall, not an agent's."""
    post = intake_post(clerk)
    waits = case.state == "supplementing"
    return waits and post is not None and post.home == case.home and not is_agent(post)


def demanded(clerk: Person, one: Application) -> Demanded | None:
    """Return what a draft of the counter answers; `None` for a new application."""
    number = supplied_case(one.whose)
    if not number:
        return None
    story = story_of(staff_case(clerk, number), clerk, at=now())
    return _last_demand(story)


def _round_of(case: Case) -> str:
    """Return by what a draft shows which demand of the case it answers."""
    return f"{SUPPLY}{case.number}/{case.supplements}/"


def _last_demand(story: Story) -> Demanded:
    asked = [each.event for each in story.happened if isinstance(each.event, SupplementRequested)]
    body = story.texts.get(asked[-1].demand.content, {}) if asked else {}
    return Demanded(story.case, list(body.get("items", ())), asked[-1].until if asked else "")


def hand_over(one: Application, case: Case, act: Act, posted: Posted) -> Receipt:
    """补正: supply to the case what answers its last demand. The draft closes with it, or neither happens."""
    if not one.whose.endswith(_round_of(case)):
        words = "This was begun for an earlier demand. Delete it, and take in on the page of the case what was asked for last."
        raise Refusal("portal.earlier_demand", words)
    with transaction.atomic():
        receipt = actions.supplement(
            case.number,
            act,
            version=posted.number("version"),
            values=dict(one.draft.values),
            happened=posted.day("received_on"),
        )
        give_up(one.draft.id, act)
    return receipt
