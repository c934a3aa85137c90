"""落空检索: what people looked for in vain, the most frequent first, and what keepers did about it."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.catalogue.actions import settle_misses
from tongban.kernel.catalogue.keeper.queries import missed_searches, settled_misses
from tongban.kernel.identity.queries import names_of
from tongban.portal.moments import today
from tongban.portal.place import home
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_the_keeper, kept_organs
from tongban.portal.visitors import act_of, signed_in

SPANS = (30, 90)
MOST = 200


@for_the_keeper
@require_safe
def missed(request: HttpRequest) -> HttpResponse:
    """Show what was asked in vain in the last 30 or 90 days, and what was dealt with."""
    span = _span(request.GET.get("days", ""))
    county, since = _county(request), today() - timedelta(days=span)
    settled = settled_misses(county, since=since, most=MOST)
    names = names_of({one.settled_by for one in settled})
    context = {
        "rows": missed_searches(county, since=since, most=MOST),
        "settled": [(one, names.get(one.settled_by, "")) for one in settled],
        "span": span,
        "spans": SPANS,
    }
    return render(request, "portal/staff/missed.html", context)


@for_the_keeper
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """处理落空检索: mark a question as dealt with, and say how."""
    person = signed_in(request)
    organ = next(one for one in kept_organs(person) if one.home == _county(request))
    act = act_of(person, key=uuid4().hex, organ=organ.actor_id)
    question, note = request.POST.get("question", ""), request.POST.get("note", "")
    try:
        settle_misses(question, act, organ=organ, note=note)
        messages.success(request, gettext("Marked as dealt with."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    days = _span(request.POST.get("days", ""))
    return HttpResponseRedirect(f"{reverse('staff:missed')}?days={days}")


def _county(request: HttpRequest) -> int:
    """Return the county whose questions are shown: that of this house where the reader keeps an organ in it."""
    homes = [organ.home for organ in kept_organs(signed_in(request))]
    return home() if home() in homes else homes[0]


def _span(text: str) -> int:
    return next((span for span in SPANS if str(span) == text), SPANS[0])
