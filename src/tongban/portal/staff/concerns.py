"""群众反映: what the public could not get done or suggests, for the duty managers who answer it."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.concerns import actions
from tongban.kernel.concerns.queries import (
    Concern,
    answering_post,
    concern_visible_to,
    concerns_visible_to,
    opened,
)
from tongban.kernel.identity.queries import names_of
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Fault

SIZE = 50


@for_staff
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, the nearest day first, and then what was answered."""
    person = signed_in(request)
    if answering_post(person, on=today()) is None:
        raise Http404
    rows = Paginator(concerns_visible_to(person, on=today()), SIZE)
    context = {"page": rows.get_page(request.GET.get("page")), "today": today()}
    return render(request, "portal/staff/concerns.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, concern_id: int) -> HttpResponse:
    """Show one, and take its answer, and after that what the return visit found."""
    found, told = _found(request, concern_id), request.POST
    if request.method != "POST":
        return _shown(request, found)
    revisited = told.get("satisfied") in {"yes", "no"}
    try:
        if revisited:
            actions.revisit(found.pk, _act(request), satisfied=told["satisfied"] == "yes")
        else:
            actions.answer(found.pk, _act(request), words=told.get("words", ""))
    except Refusal as refusal:
        fresh = _found(request, concern_id)
        field = "" if revisited else "words"
        return _shown(request, fresh, faults=[Fault(field, spoken(refusal))], status=422)
    messages.success(request, gettext("Recorded.") if revisited else gettext("Answered."))
    return HttpResponseRedirect(reverse("staff:concern", args=[found.pk]))


@for_staff
@require_POST
def contact(request: HttpRequest, concern_id: int) -> HttpResponse:
    """Show how to reach who raised it; that it was shown is logged."""
    found = _found(request, concern_id)
    try:
        read = actions.read_contact(found.pk, _act(request))
    except Refusal as refusal:
        return _shown(request, found, faults=[Fault("", spoken(refusal))], status=422)
    return _shown(request, found, contact=read)


def _found(request: HttpRequest, concern_id: int) -> Concern:
    found = concern_visible_to(signed_in(request), concern_id, on=today())
    if found is None:
        raise Http404
    return found


def _act(request: HttpRequest) -> Act:
    person = signed_in(request)
    post = answering_post(person, on=today())
    organ = f"organ/{post.organ_id}" if post else ""
    return act_of(person, key=uuid4().hex, organ=organ)


def _shown(
    request: HttpRequest,
    found: Concern,
    *,
    contact: str = "",
    faults: list[Fault] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "found": opened(found),
        "contact": contact,
        "faults": faults or [],
        "typed": request.POST.get("words", ""),
        "matter": version_in_force(found.matter, on=today()) if found.matter else None,
        "answered_by": names_of([found.answered_by]).get(found.answered_by, ""),
        "revisited_by": names_of([found.revisited_by]).get(found.revisited_by, ""),
    }
    return render(request, "portal/staff/concern.html", context, status=status)
