"""日历订阅: somebody's own bookings for his own calendar, to whoever knows the secret address."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.bookings import ical
from tongban.kernel.bookings.queries import Booking, State, fed_person, own_bookings
from tongban.portal.moments import now

KEPT = timedelta(days=31)
SHOWN = (State.ASKED, State.APPROVED, State.TAKEN, State.USED)
MOST = 1000


@require_safe
def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the bookings of the last month and all that come; an address that is over, or never was, does not exist."""
    person = fed_person(token)
    if person is None:
        raise Http404
    at = now()
    rows = own_bookings(person).filter(period__endswith__gt=at - KEPT, state__in=SHOWN)[:MOST]
    with translation.override("zh-hans"):
        text = ical.calendar(gettext("My bookings"), [_entry(row) for row in rows], at=at)
    answer = HttpResponse(text, content_type=ical.TYPE)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Content-Disposition"] = 'inline; filename="bookings.ics"'
    return answer


def _entry(row: Booking) -> ical.Entry:
    what = f"{row.thing.label} · {row.purpose}" if row.purpose else row.thing.label
    told = " · ".join(part for part in (str(row.get_state_display()), row.cause) if part)
    uid = f"booking-{row.pk}-{row.asked_at:%Y%m%dT%H%M%S}@tongban"
    return ical.Entry(uid, row.n - 1, row.span, what, told, firm=row.stands is not State.ASKED)
