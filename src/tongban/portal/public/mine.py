"""我的办件: the visitor's own cases and what was begun but not sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases import queries as cases
from tongban.kernel.cases.lists import lines
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person
from tongban.kernel.notices.queries import notices_of
from tongban.kernel.parties.queries import party_of
from tongban.portal.moments import now, today
from tongban.portal.public.drafting import drafts_of
from tongban.portal.public.following import Card, card_of, followed
from tongban.portal.refusals import spoken
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.ui.pieces import Crumb

MOST = 200
NEWS = 8
WORDS = {
    "case.submitted": gettext_lazy("The application was received."),
    "case.accepted": gettext_lazy("The application was accepted; the limit runs."),
    "case.decided": gettext_lazy("A decision was made."),
    "case.withdrawn": gettext_lazy("The application was withdrawn."),
}
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class News:
    """消息: one notice, in words, leading to its case."""

    title: str
    words: object
    at: datetime
    url: str


def news_of(person: Person) -> list[News]:
    """Return the latest notices left for the person as an applicant."""
    party = party_of(person)
    found = notices_of(party.pk)[:NEWS] if party else []
    return [
        News(one.title, WORDS[one.kind], one.at, reverse("public:own", args=[one.number]))
        for one in found
        if one.kind in WORDS
    ]


def cards(person: Person, *, at: datetime, most: int = MOST) -> list[Card]:
    """Return the cases in which the person is the applicant, newest first; staff see their own here, not their desk's."""
    party = party_of(person)
    if party is None:
        return []
    own = cases.cases_visible_to(person, on=day_of(at)).filter(party=party.pk)
    return [card_of(line) for line in lines(own.order_by("-submitted_at")[:most], at=at)]


@behind_the_door
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show own cases and drafts."""
    person = signed_in(request)
    context = {
        "cards": cards(person, at=now()),
        "drafts": drafts_of(person),
        "news": news_of(person),
    }
    return render(request, "portal/public/mine.html", context)


@behind_the_door
@require_safe
def own(request: HttpRequest, number: str) -> HttpResponse:
    """Show one own case; somebody else's does not exist."""
    found = own_case(signed_in(request), number)
    context = {
        "followed": followed(found, at=now()),
        "withdrawable": found.state in {"submitted", "accepted"},
        "key": uuid4().hex,
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("My cases"), reverse("public:mine")),
            Crumb(gettext("Where it stands")),
        ],
    }
    return render(request, "portal/public/own.html", context)


@behind_the_door
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """撤回申请: take an application back before it is decided."""
    person = signed_in(request)
    found = own_case(person, number)
    seen = request.POST.get("version", "")
    try:
        actions.withdraw(
            found.number,
            act_of(person, key=request.POST.get("key", "")[:100] or uuid4().hex),
            version=int(seen) if seen.isdecimal() else 0,
            reason=request.POST.get("reason", "").strip()[:LONGEST_REASON],
        )
        messages.success(request, gettext("The application was withdrawn."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(reverse("public:own", args=[found.number]))


def own_case(person: Person, number: str) -> cases.Case:
    """Return the case in which the person is the applicant; anything else does not exist."""
    party = party_of(person)
    found = cases.case_by_number(number, person, on=today())
    if found is None or party is None or found.party != party.pk:
        raise Http404
    return found
