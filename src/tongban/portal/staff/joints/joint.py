"""联办件详情: one joint application: its stages and parts, its gatherings, and calling, moving, holding them."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.bundles import actions
from tongban.kernel.bundles.actions import Call, Minutes
from tongban.kernel.bundles.labels import GATHERINGS, RESULTS, STANDS
from tongban.kernel.bundles.queries import Joint, joint_by_number, leads
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import parties_masked
from tongban.portal.joints import seen
from tongban.portal.moments import now, today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Crumb


@for_staff
@require_safe
def joint(request: HttpRequest, number: str) -> HttpResponse:
    """Show one joint application to whom it concerns."""
    return _page(request, _found(request, number))


@for_staff
@require_POST
def call(request: HttpRequest, number: str) -> HttpResponse:
    """召集: call the organs of the running stage together."""

    def work(number: str, act: Act, reader: Person) -> None:
        said = Call(
            kind=_text(request, "kind"),
            stage=_text(request, "stage"),
            at=_instant(request),
            place=_text(request, "place"),
            about=_text(request, "about"),
        )
        actions.call_gathering(number, said, act, reader)

    return _done(request, number, work, gettext("The organs are called together."))


@for_staff
@require_POST
def move(request: HttpRequest, number: str, gathering: int) -> HttpResponse:
    """改期: let it begin at another time."""

    def work(number: str, act: Act, reader: Person) -> None:
        actions.move_gathering(number, gathering, _instant(request), act, reader)

    return _done(request, number, work, gettext("The new time is noted."))


@for_staff
@require_POST
def cancel(request: HttpRequest, number: str, gathering: int) -> HttpResponse:
    """取消: it does not take place."""

    def work(number: str, act: Act, reader: Person) -> None:
        actions.cancel_gathering(number, gathering, act, reader)

    return _done(request, number, work, gettext("It does not take place."))


@for_staff
@require_POST
def hold(request: HttpRequest, number: str, gathering: int) -> HttpResponse:
    """形成统一意见: record how each organ stood, the result and the minutes."""

    def work(number: str, act: Act, reader: Person) -> None:
        stands = {
            int(name.removeprefix("stand-")): str(value)
            for name, value in request.POST.items()
            if name.startswith("stand-") and name.removeprefix("stand-").isdecimal()
        }
        minutes = Minutes(_day(request), stands, _text(request, "result"), _text(request, "words"))
        actions.hold_gathering(number, gathering, minutes, act, reader)

    return _done(request, number, work, gettext("The common result is recorded."))


def _done(
    request: HttpRequest, number: str, work: Callable[[str, Act, Person], None], told: str
) -> HttpResponse:
    """Do one thing with a joint application; a refusal comes back on its page with what was typed."""
    found, reader = _found(request, number), signed_in(request)
    act = act_of(reader, key=_text(request, "key")[:100] or uuid4().hex)
    try:
        work(found.number, act, reader)
    except Refusal as refusal:
        return _page(request, found, fault=spoken(refusal))
    messages.success(request, told)
    return HttpResponseRedirect(reverse("staff:joint", args=[found.number]))


def _page(request: HttpRequest, found: Joint, *, fault: str = "") -> HttpResponse:
    reader, at = signed_in(request), now()
    one = seen(found, at=at, inside=True)
    stage = one.running
    context = {
        "joint": found,
        "seen": one,
        "applicant": parties_masked({found.party}).get(found.party),
        "leads": stage is not None and leads(reader, stage.lead, home=found.home, on=today()),
        "kinds": GATHERINGS,
        "stands": STANDS,
        "results": RESULTS,
        "fault": fault,
        "typed": request.POST.dict() if fault else {},
        "today": today(),
        "key": uuid4().hex,
        "crumbs": [
            Crumb(gettext("Joint applications"), reverse("staff:joints")),
            Crumb(found.title),
        ],
    }
    status = 422 if fault else 200
    return render(request, "portal/staff/joints/joint.html", context, status=status)


def _found(request: HttpRequest, number: str) -> Joint:
    found = joint_by_number(number, signed_in(request), on=today())
    if found is None:
        raise Http404
    return found


def _text(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).strip()


def _instant(request: HttpRequest) -> datetime:
    try:
        return datetime.fromisoformat(_text(request, "at")).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise Refusal("bundle.no_time", "Say on which day and at what time it begins.") from None


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(_text(request, "happened"))
    except ValueError:
        raise Refusal("bundle.no_day", "Say on which day it took place.") from None
