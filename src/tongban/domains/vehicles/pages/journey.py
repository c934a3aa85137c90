"""行程轨迹: one trip of a track; where it went is shown to who may see it, once he says why, and the log keeps the look."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.domains.vehicles.doors import act_of, for_staff, reader_of, spoken, today
from tongban.domains.vehicles.labels import LOOKS
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.rules.sketching import HEIGHT, WIDTH, Sketch, sketch
from tongban.domains.vehicles.tables.tracks import Journey
from tongban.domains.vehicles.tracks.actions.looking import look
from tongban.domains.vehicles.tracks.judging import judged
from tongban.domains.vehicles.tracks.queries import (
    areas_on,
    fences_over,
    journeys_visible_to,
    looks_at,
    may_see_positions,
    names_seen,
)
from tongban.kernel import Refusal
from tongban.kernel.clock import day_of
from tongban.ui.pieces import Crumb


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def journey(request: HttpRequest, journey_id: int) -> HttpResponse:
    """Show a trip; draw where it went for a purpose that was named."""
    reader, on = reader_of(request), today()
    row = journeys_visible_to(reader, on=on).filter(pk=journey_id).first()
    if row is None:
        raise Http404
    fault, drawn = "", None
    if request.method == "POST":
        try:
            drawn = _drawn(request, row)
        except Refusal as refusal:
            fault = spoken(refusal)
    [found] = judged([row])
    dispatch = names_seen(reader, [found.dispatch or 0], on=on).get(found.dispatch or 0)
    sees = may_see_positions(reader.actor_id, row.vehicle, on=on)
    context = {
        "row": row,
        "found": found,
        "dispatch": dispatch,
        "sees": sees,
        "looks": [(LOOKS.get(one.purpose, ""), one) for one in looks_at(row)] if sees else (),
        "purposes": LOOKS.items(),
        "drawn": drawn,
        "size": (WIDTH, HEIGHT),
        "fault": fault,
        "key": uuid4().hex,
        "tabs": tabs("tracks"),
        "crumbs": [Crumb(gettext("Tracks"), reverse("vehicles:tracks")), Crumb(str(row.span))],
    }
    return render(request, "vehicles/journey.html", context, status=422 if fault else 200)


def _drawn(request: HttpRequest, row: Journey) -> Sketch:
    act = act_of(request, organ=row.vehicle.organ_id)
    points = look(row.pk, request.POST.get("purpose", ""), act)
    fences = areas_on(fences_over(row.vehicle.organ), day_of(row.period.lower))
    return sketch([one.place for one in points], fences)
