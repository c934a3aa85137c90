"""申请: beginning an application and filling it in step by step."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.parties.queries import party_of
from tongban.portal.applications import Application, give_up
from tongban.portal.handed_in import leads_on
from tongban.portal.moments import today
from tongban.portal.public.choosing import wish_of
from tongban.portal.public.drafting import application, begin, not_an_applicant
from tongban.portal.refusals import spoken
from tongban.portal.stepping import Around, left_at, stepped
from tongban.portal.visitors import act_of, behind_the_door, signed_in


@behind_the_door
@require_POST
def apply(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Begin an application, or go on with the one that was begun."""
    version = version_in_force(matter_id, on=today())
    if version is None or not version.online:
        raise Http404
    person = signed_in(request)
    party = party_of(person)
    if party is None:
        messages.error(request, spoken(not_an_applicant()))
        return HttpResponseRedirect(reverse("public:guide", args=[matter_id]))
    key = request.POST.get("key", "")[:100] or uuid4().hex
    wish = wish_of(person, version, request.POST.dict(), on=today())
    return HttpResponseRedirect(begin(version, person, party, key=key, wish=wish))


@behind_the_door
@require_safe
@leads_on(submit="public:done")
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Open a draft at the step on which it was left."""
    one = own_application(request, draft_id)
    return HttpResponseRedirect(left_at(one))


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on(submit="public:done")
def step(request: HttpRequest, draft_id: int, name: str) -> HttpResponse:
    """Show one step; what is posted is always kept, and leads on when nothing is wrong with it."""
    one = own_application(request, draft_id)
    around = Around(
        template="portal/public/step.html",
        later=reverse("public:mine"),
        kept=gettext("Kept. You find it under “My cases” and can go on at any time."),
    )
    return stepped(request, one, name, around)


@behind_the_door
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give a draft up; its answers are erased."""
    one = own_application(request, draft_id)
    give_up(one.draft.id, act_of(signed_in(request), key=f"discard-{draft_id}"))
    messages.success(request, gettext("The draft was deleted."))
    return HttpResponseRedirect(reverse("public:mine"))


def own_application(request: HttpRequest, draft_id: int) -> Application:
    """Return the visitor's open draft; anything else does not exist."""
    found = application(signed_in(request), draft_id)
    if found is None:
        raise Http404
    return found
