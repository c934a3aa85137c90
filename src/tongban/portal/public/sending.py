"""核对、提交与回执: looking through all answers, sending them, and the receipt with number and query code."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel import Refusal
from tongban.kernel.cases import queries as cases
from tongban.kernel.cases.story import story_of
from tongban.kernel.forms import rules as forms
from tongban.kernel.identity.queries import Person
from tongban.kernel.ledger.queries.sealing import newest_seal_named
from tongban.kernel.parties.queries import party_of
from tongban.portal.applications import Application, send
from tongban.portal.contents import content_of
from tongban.portal.handed_in import leads_on
from tongban.portal.moments import now, today
from tongban.portal.public.applying import own_application
from tongban.portal.public.choosing import controls, wanted_of
from tongban.portal.public.drafting import not_an_applicant
from tongban.portal.public.following import last_days
from tongban.portal.public.mine import own_case
from tongban.portal.public.standing import standing_of
from tongban.portal.receipts import hash_of_submission, tracking_square
from tongban.portal.refusals import spoken
from tongban.portal.stages import CHECK, form_steps, stages
from tongban.portal.visitors import act_of, behind_the_door, signed_in

RECEIPTS = "receipts"


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on(last=True, submit="public:done")
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """核对: show all answers to their owner, unmasked; posting sends them, when nothing is missing."""
    one = own_application(request, draft_id)
    missing = [step for step in form_steps(one) if not step.done]
    fault = ""
    if request.method == "POST" and not missing:
        try:
            return _sent(request, one)
        except Refusal as refusal:
            fault = spoken(refusal)
    typed = request.POST.dict() if request.method == "POST" else None
    context = {
        "one": one,
        "stages": stages(one, CHECK),
        "missing": missing,
        "summary": forms.summary(
            one.form, one.draft.values, masked=False, language=get_language() or "", voice=one.voice
        ),
        "fault": fault,
        "controls": controls(one, signed_in(request), typed, on=today()),
        "change": reverse("public:draft", args=[draft_id]),
        "discard": reverse("public:discard", args=[draft_id]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/public/check.html", context, status=status)


@behind_the_door
@require_safe
def done(request: HttpRequest, number: str) -> HttpResponse:
    """回执: the number, what happens next, and, in the session that sent it, the query code."""
    case = own_case(signed_in(request), number)
    story = story_of(case, None, at=now())
    context = {
        "case": case,
        "version": story.version,
        "applicant": story.applicant,
        "clock": story.procedure.clock,
        "standing": standing_of(case, last_days(story)),
        "papers": content_of(story, masked=True).papers,
        "square": tracking_square(request, number),
        "hash": hash_of_submission(story),
        "seal": newest_seal_named(),
        "code": cases.query_code(number)
        if case.number in request.session.get(RECEIPTS, [])
        else "",
    }
    answer = render(request, "portal/public/done.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _sent(request: HttpRequest, one: Application) -> HttpResponse:
    number = _handed_in(signed_in(request), one, request.POST.dict())
    request.session[RECEIPTS] = [*request.session.get(RECEIPTS, []), number]
    return HttpResponseRedirect(reverse("public:done", args=[number]))


def _handed_in(person: Person, one: Application, posted: Mapping[str, str]) -> str:
    party = party_of(person)
    if party is None:
        raise not_an_applicant()
    act = act_of(person, key=f"draft-{one.draft.id}")
    wanted = wanted_of(one, person, posted, on=today())
    return send(one, party.pk, act, channel="portal", wanted=wanted).number
