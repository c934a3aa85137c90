"""我的办件: the visitor's own cases and what was begun but not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.cases import queries as cases
from tongban.kernel.cases.lists import lines
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import party_of
from tongban.portal.moments import now, today
from tongban.portal.public.bundles.begun import bundle_drafts_of
from tongban.portal.public.bundles.own import joints_of
from tongban.portal.public.drafting import drafts_of
from tongban.portal.public.following import Card, card_of
from tongban.portal.public.messages import news_of
from tongban.portal.public.mirrors import mirrors_of
from tongban.portal.public.standing import NOTHING
from tongban.portal.public.waiting import Waiting, last_days_of, waiting_in
from tongban.portal.visitors import behind_the_door, signed_in

MOST = 200
NEWS = 8


@dataclass(frozen=True, slots=True)
class Own:
    """我的办件: the cases of one applicant, and what of them waits for him."""

    cards: Sequence[Card] = ()
    waiting: Sequence[Waiting] = ()


def own_cases(person: Person, *, at: datetime, most: int = MOST) -> Own:
    """Return the cases in which the person is the applicant, newest first; staff see their own here, not their desk's.

    What waits for the applicant is looked for in as many as can be listed, however few are to be shown.
    """
    party = party_of(person)
    if party is None:
        return Own()
    own = cases.cases_visible_to(person, on=day_of(at)).filter(party=party.pk)
    found = list(own.order_by("-submitted_at")[:MOST])
    last = last_days_of(found)
    shown = lines(found[:most], at=at)
    return Own(
        [card_of(line, last.get((line.case.home, line.case.id), NOTHING)) for line in shown],
        waiting_in(found, last),
    )


@behind_the_door
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show own cases and drafts."""
    person = signed_in(request)
    context = {
        "own": own_cases(person, at=now()),
        "mirrors": mirrors_of(person),
        "drafts": sorted(
            [*drafts_of(person), *bundle_drafts_of(person)], key=lambda one: one.at, reverse=True
        ),
        "joints": joints_of(person),
        "news": news_of(person, most=NEWS),
    }
    return render(request, "portal/public/mine.html", context)


def own_case(person: Person, number: str) -> cases.Case:
    """Return the case in which the person is the applicant; anything else does not exist."""
    party = party_of(person)
    found = cases.case_by_number(number, person, on=today())
    if found is None or party is None or found.party != party.pk:
        raise Http404
    return found
