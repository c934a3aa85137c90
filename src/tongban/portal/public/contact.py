"""联系方式与接收方式: where an applicant is reached, and over which channels it is told."""

from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.kernel import Refusal
from tongban.kernel.identity.queries import Person
from tongban.kernel.notices.carriers import carriers
from tongban.kernel.parties.actions import change_contact, choose_channels
from tongban.kernel.parties.labels import CHANNELS
from tongban.kernel.parties.queries import Party, contact_of, party_of
from tongban.kernel.parties.rules import Channel
from tongban.portal.refusals import spoken
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.ui.pieces import Crumb, Fault

LONGEST = 254
FIELDS = {
    "parties.bad_phone": "phone",
    "parties.bad_email": "email",
    "parties.no_phone": "by_sms",
    "parties.no_email": "by_email",
}


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show how the visitor is reached, masked, and take changes."""
    person = signed_in(request)
    party = party_of(person)
    faults: list[Fault] = []
    if request.method == "POST" and party is not None:
        try:
            _change(request, person, party)
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("public:contact"))
        except Refusal as refusal:
            faults.append(Fault(FIELDS.get(refusal.code, ""), spoken(refusal)))
    context = _context(request, party, typed=bool(faults)) | {"faults": faults}
    return render(request, "portal/public/contact.html", context, status=422 if faults else 200)


@transaction.atomic
def _change(request: HttpRequest, person: Person, party: Party) -> None:
    """Keep what was typed; an empty field leaves as it is, and a channel not offered here stays as chosen."""
    act = act_of(person, key=uuid4().hex)
    phone, email = _typed(request, "phone"), _typed(request, "email")
    forget = "forget_email" in request.POST
    change_contact(party.pk, act, phone=phone or None, email="" if forget else email or None)
    offered = set(carriers.channels())
    ticked = {channel for channel in offered if f"by_{channel}" in request.POST}
    kept = contact_of(party).channels - offered
    choose_channels(party.pk, act, channels=ticked | kept)


def _context(request: HttpRequest, party: Party | None, *, typed: bool) -> dict[str, object]:
    known = contact_of(party) if party else None
    chosen = known.channels if known else frozenset()
    ticked = {each for each in Channel if f"by_{each}" in request.POST} if typed else chosen
    return {
        "contact": known,
        "channels": [
            (value, label, Channel(value) in ticked)
            for value, label in CHANNELS
            if Channel(value) in carriers.channels()
        ],
        "phone": _typed(request, "phone") if typed else "",
        "email": _typed(request, "email") if typed else "",
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("My messages"), reverse("public:messages")),
            Crumb(gettext("How to reach me")),
        ],
    }


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:LONGEST]
