"""我的预约: what is booked for the reader or by him, taking it back, and the address for his own calendar."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.bookings import actions
from tongban.kernel.bookings.labels import KINDS
from tongban.kernel.bookings.queries import State, own_bookings, own_feed
from tongban.portal.moments import now
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import act_of, signed_in

MOST = 100
OPEN = (State.ASKED, State.APPROVED)


@for_staff
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show what comes, the next first, and what is over, the last first."""
    return _shown(request)


@for_staff
@require_POST
def cancel(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Take a booking back that was not used yet."""
    row = own_bookings(signed_in(request)).filter(pk=booking_id).first()
    if row is None:
        raise Http404
    version = request.POST.get("version", "")
    act = act_of(signed_in(request), key=request.POST.get("key", "")[:100] or uuid4().hex)
    try:
        actions.cancel({row.pk: int(version) if version.isdecimal() else 0}, act)
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    else:
        messages.success(request, gettext("Cancelled. The time is free for others."))
    return HttpResponseRedirect(reverse("staff:own_bookings"))


@for_staff
@require_POST
def feed(request: HttpRequest) -> HttpResponse:
    """Make a new secret address for the reader's own calendar and show it once, or take it back."""
    person = signed_in(request)
    act = act_of(person, key=uuid4().hex)
    if request.POST.get("wish") == "revoke":
        actions.revoke_feed(person, act)
        messages.success(
            request, gettext("The address is over. Calendars that used it read nothing any more.")
        )
        return HttpResponseRedirect(reverse("staff:own_bookings"))
    token = actions.make_feed(person, act)
    address = request.build_absolute_uri(reverse("public:calendar_feed", args=[token]))
    return _shown(request, address=address)


def _shown(request: HttpRequest, *, address: str = "") -> HttpResponse:
    person, at = signed_in(request), now()
    mine = own_bookings(person)
    coming = mine.filter(period__endswith__gt=at, state__in=[*OPEN, State.TAKEN])
    over = mine.exclude(pk__in=coming.values("pk")).order_by("-period", "-pk")
    context = {
        "coming": coming[:MOST],
        "over": over[:MOST],
        "open": OPEN,
        "kinds": KINDS,
        "feed": own_feed(person),
        "address": address,
        "key": uuid4().hex,
    }
    return render(request, "portal/staff/resources/own.html", context)
