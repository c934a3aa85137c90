"""窗口收件的填写: the steps of an application that a clerk fills in with the applicant, up to handing it in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.forms import rules as forms
from tongban.kernel.parties.queries import parties_masked
from tongban.portal.applications import Application, give_up
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import counter_act, for_the_counter, intake_post
from tongban.portal.staff.intake import counter_application, party_id_of
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.supplying import Demanded, demanded, hand_over
from tongban.portal.staff.terms import controls, hand_in, is_agent, terms_of
from tongban.portal.stages import CHECK, form_steps, stages
from tongban.portal.stepping import Around, left_at, stepped
from tongban.portal.visitors import act_of, signed_in


@for_the_counter
@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Go on where the application was left."""
    return HttpResponseRedirect(left_at(_own(request, draft_id)))


@for_the_counter
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft_id: int, name: str) -> HttpResponse:
    """Show one step of the application."""
    around = Around(
        template="portal/staff/step.html",
        later=reverse("staff:counter"),
        kept=gettext("Kept. You find it at the counter under “Begun, not sent”."),
    )
    return stepped(request, _own(request, draft_id), name, around)


@for_the_counter
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give an application up; its answers are erased."""
    one = _own(request, draft_id)
    give_up(one.draft.id, act_of(signed_in(request), key=f"discard-{draft_id}"))
    messages.success(request, gettext("The draft was deleted."))
    return HttpResponseRedirect(reverse("staff:counter"))


@for_the_counter
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """核对: go through all answers with the applicant; posting hands them in, when nothing is missing."""
    one = _own(request, draft_id)
    missing = [stage for stage in form_steps(one) if not stage.done]
    demand = demanded(signed_in(request), one)
    if request.method != "POST" or missing:
        return _check_page(request, one, demand)
    try:
        return HttpResponseRedirect(_handed_in(request, one, demand))
    except Refusal as refusal:
        return _check_page(request, one, demand, fault=spoken(refusal))


def _check_page(
    request: HttpRequest, one: Application, demand: Demanded | None, *, fault: str = ""
) -> HttpResponse:
    agent = is_agent(intake_post(signed_in(request)))
    posted = Posted(request.POST) if request.method == "POST" else None
    context = {
        "one": one,
        "stages": stages(one, CHECK),
        "missing": [stage for stage in form_steps(one) if not stage.done],
        "summary": forms.summary(
            one.form, one.draft.values, masked=False, language=get_language() or "", voice=one.voice
        ),
        "change": reverse("staff:draft", args=[one.draft.id]),
        "applicant": parties_masked([party_id_of(one)]).get(party_id_of(one)),
        "agent": agent,
        "demand": demand,
        "fault": fault,
        "today": today(),
        "received_on": posted.text("received_on", 10) if posted else today().isoformat(),
        "controls": [] if demand else controls(one, posted, agent=agent, today=today()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/staff/check.html", context, status=status)


def _handed_in(request: HttpRequest, one: Application, demand: Demanded | None) -> str:
    """Hand in a new application, or what supplies to a case; return where to go on."""
    posted = Posted(request.POST)
    act = counter_act(request, key=f"draft-{one.draft.id}")
    if demand is not None:
        hand_over(one, demand.case.number, act, posted)
        messages.success(
            request, gettext("Supplied. The limit for the answer runs anew from that day.")
        )
        return reverse("staff:case", args=[demand.case.number])
    agent = is_agent(intake_post(signed_in(request)))
    terms = terms_of(posted, agent=agent, today=today())
    return reverse("staff:receipt", args=[hand_in(one, terms, act).number])


def _own(request: HttpRequest, draft_id: int) -> Application:
    found = counter_application(signed_in(request), draft_id)
    if found is None:
        raise Http404
    return found
