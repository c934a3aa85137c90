"""我的反映: what the visitor told while signed in, how it stands, and the answer; his contact is erased when he wishes."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.concerns.actions import erase_contact
from tongban.kernel.concerns.queries import Concern, opened, own_concern, own_concerns
from tongban.portal.moments import today
from tongban.portal.public.concerns import matter_of
from tongban.portal.refusals import spoken
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.ui.pieces import Crumb

SIZE = 20


@behind_the_door
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the visitor told, the last first."""
    pages = Paginator(own_concerns(signed_in(request)), SIZE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "today": today(),
        "crumbs": _crumbs(),
    }
    return render(request, "portal/public/own_concerns.html", context)


@behind_the_door
@require_safe
def own(request: HttpRequest, concern: str) -> HttpResponse:
    """Show one of them with its answer; somebody else's does not exist."""
    found = _found(request, concern)
    context = {
        "found": opened(found),
        "matter": matter_of(found.matter),
        "crumbs": [*_crumbs(), Crumb(found.number)],
        "erase": reverse("public:own_concern_erase", args=[found.number]),
    }
    return render(request, "portal/public/concern.html", context)


@behind_the_door
@require_POST
def erase(request: HttpRequest, concern: str) -> HttpResponse:
    """删除联系方式: erase the contact that the visitor left with it."""
    found = _found(request, concern)
    try:
        erase_contact(found.pk, act_of(signed_in(request), key=uuid4().hex))
        messages.success(request, gettext("The contact was erased."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(reverse("public:own_concern", args=[found.number]))


def _found(request: HttpRequest, number: str) -> Concern:
    found = own_concern(signed_in(request), number)
    if found is None:
        raise Http404
    return found


def _crumbs() -> list[Crumb]:
    return [
        Crumb(gettext("My cases"), reverse("public:mine")),
        Crumb(gettext("What I told"), reverse("public:own_concerns")),
    ]
