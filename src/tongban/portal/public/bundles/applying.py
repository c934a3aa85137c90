"""联办申请: the one form of a bundle, filled in step by step, looked through, and handed in."""

from dataclasses import replace
from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.bundles.actions import Applying, apply
from tongban.kernel.bundles.forming import united_form
from tongban.kernel.bundles.queries import Joint, stage_asked
from tongban.kernel.forms import queries as drafts
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.actions import start_draft
from tongban.kernel.forms.queries import OpenDraft
from tongban.kernel.forms.rules import Json
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.knowing import own_values
from tongban.kernel.parties.queries import Party, party_of
from tongban.portal.applications import Application, give_up
from tongban.portal.moments import today
from tongban.portal.public.bundles.asked import Asked, asked_by, asked_of, purpose_of
from tongban.portal.public.bundles.guide import guide_page
from tongban.portal.public.drafting import not_an_applicant
from tongban.portal.refusals import spoken
from tongban.portal.stages import CHECK, form_steps, stages
from tongban.portal.stepping import Around, left_at, stepped
from tongban.portal.visitors import act_of, behind_the_door, signed_in

DOOR = "bundles"


@behind_the_door
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the form for the situation that was chosen, or go on with the one that was begun."""
    person = signed_in(request)
    asked = asked_by(code, request.POST.dict(), person, on=today())
    if asked is None:
        raise Http404
    party = party_of(person)
    if party is None:
        return guide_page(request, asked, fault=spoken(not_an_applicant()))
    if not asked.whole:
        return guide_page(request, asked, fault=gettext("Please answer the questions first."))
    try:
        draft = _begun(asked, person, party, key=request.POST.get("key", "")[:100] or uuid4().hex)
    except Refusal as refusal:
        return guide_page(request, asked, fault=spoken(refusal))
    return HttpResponseRedirect(reverse("bundles:draft", args=[draft.id]))


@behind_the_door
@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Open the form at the step on which it was left."""
    found = _own(request, draft_id)
    return found if isinstance(found, HttpResponse) else HttpResponseRedirect(left_at(found))


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft_id: int, name: str) -> HttpResponse:
    """Show one step; what is posted is always kept, and leads on when nothing is wrong with it."""
    found = _own(request, draft_id)
    if isinstance(found, HttpResponse):
        return found
    around = Around(
        template="portal/public/step.html",
        later=reverse("public:mine"),
        kept=gettext("Kept. You find it under “My cases” and can go on at any time."),
    )
    return stepped(request, found, name, around)


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """核对: show all answers to their owner, unmasked; posting hands them in to every department at once."""
    found = _own(request, draft_id)
    if isinstance(found, HttpResponse):
        return found
    missing = [one for one in form_steps(found) if not one.done]
    fault = ""
    if request.method == "POST" and not missing:
        try:
            joint = _handed_in(signed_in(request), found)
            return HttpResponseRedirect(reverse("public:joint", args=[joint.number]))
        except Refusal as refusal:
            fault = spoken(refusal)
    context = {
        "one": found,
        "stages": stages(found, CHECK),
        "missing": missing,
        "summary": forms.summary(
            found.form,
            found.draft.values,
            masked=False,
            language=get_language() or "",
            voice=found.voice,
        ),
        "fault": fault,
        "change": reverse("bundles:draft", args=[draft_id]),
        "discard": reverse("bundles:discard", args=[draft_id]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/public/check.html", context, status=status)


@behind_the_door
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give a draft up; its answers are erased."""
    found = _own(request, draft_id)
    if not isinstance(found, HttpResponse):
        give_up(found.draft.id, act_of(signed_in(request), key=f"discard-{draft_id}"))
        messages.success(request, gettext("The draft was deleted."))
    return HttpResponseRedirect(reverse("public:mine"))


def application(person: Person, draft_id: int) -> tuple[Application, Asked] | None:
    """Return the person's own open draft of a bundle; `None` where there is none, it is closed or another's."""
    try:
        kept = drafts.draft_of(person.actor_id, draft_id)
    except Refusal:
        return None
    asked = None if kept.closed else asked_of(kept.purpose)
    if asked is None:
        return None
    some = asked.members(on=today())
    lead = next((one for one in some if one.member.key == asked.stage.lead), some[0])
    form = united_form(asked.plan, some).form
    one = Application(kept, lead.version, form, DOOR, "")
    return replace(one, title=asked.plan.name), asked


def _own(request: HttpRequest, draft_id: int) -> Application | HttpResponse:
    """Return the visitor's open form; one that was handed in leads to what became of it, anything else does not exist."""
    person = signed_in(request)
    found = application(person, draft_id)
    if found is not None:
        return found[0]
    done = stage_asked(person.actor_id, _key(draft_id))
    if done is None:
        raise Http404
    return HttpResponseRedirect(reverse("public:joint", args=[done.joint.number]))


def _begun(asked: Asked, person: Person, party: Party, *, key: str) -> OpenDraft:
    """Return the person's open draft for this choice, or a new one with what is known of the party filled in."""
    purpose = purpose_of(asked)
    for one in drafts.open_drafts(person.actor_id):
        if one.purpose == purpose:
            return one
    form = united_form(asked.plan, asked.members(on=today())).form
    used = own_values(party)
    known = {name: cast("Json", one.value) for name, one in used.items()}
    origins = {name: (one.source, one.since.isoformat()) for name, one in used.items()}
    return start_draft(
        act_of(person, key=key),
        purpose=purpose,
        values=forms.prefilled(form, known),
        filled=forms.filled_in(form, known, origins),
    )


def _handed_in(person: Person, one: Application) -> Joint:
    party, found = party_of(person), application(person, one.draft.id)
    if party is None or found is None:
        raise not_an_applicant()
    asked = found[1]
    wish = Applying(
        edition=asked.edition.pk,
        stage=asked.stage.key,
        party=party.pk,
        answers=asked.answers,
        values=dict(one.draft.values),
        channel="portal",
        joint=asked.joint,
    )
    act = act_of(person, key=_key(one.draft.id))
    with transaction.atomic():
        joint = apply(wish, act, person)
        give_up(one.draft.id, act)
    return joint


def _key(draft_id: int) -> str:
    return f"draft-{draft_id}"
