"""里程表: what a car's odometer showed last, when it was replaced and why, and recording that it was."""

from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tongban.domains.vehicles.dispatches.odometers.queries import changes_of, readings_of
from tongban.domains.vehicles.doors import act_of, for_staff, now, reader_of, spoken, today
from tongban.domains.vehicles.meters.actions import NewMeter, replace_meter
from tongban.domains.vehicles.meters.events import stream_of
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.outlays.queries import may_book
from tongban.domains.vehicles.pages import posted
from tongban.domains.vehicles.pages.account import car_of
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.kernel import Act, Refusal
from tongban.kernel.documents.actions import hand_out, keep
from tongban.kernel.documents.queries import documents_used_by, open_document
from tongban.kernel.documents.rules import shown_headers
from tongban.kernel.identity.queries import names_of
from tongban.ui.pieces import Crumb, Fault

PHOTOS, LARGEST, SHOWN = 4, 10 * 1024 * 1024, 20


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def meter(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """Show the last readings and the replacements; record one."""
    car, faults = car_of(request, vehicle_id), list[Fault]()
    if request.method == "POST":
        try:
            _replaced(request, car)
            messages.success(request, gettext("Recorded. The distance goes on with the new odometer."))  # fmt: skip
            return HttpResponseRedirect(reverse("vehicles:meter", args=[car.pk]))
        except Refusal as refusal:
            faults = [Fault(str(refusal.facts.get("field", "before")), spoken(refusal))]
    changes = changes_of(car.pk)
    people = names_of({one.by for one in changes})
    context = {
        "car": car,
        "changes": [(one, people.get(one.by, "")) for one in changes],
        "photos": documents_used_by(stream_of(car.pk)),
        "readings": readings_of(car.pk)[-SHOWN:][::-1],
        "may_book": may_book(reader_of(request).actor_id, car, on=today()),
        "faults": faults,
        "typed": request.POST,
        "now": now(),
        "key": uuid4().hex,
        "tabs": tabs("fleet"),
        "crumbs": [
            Crumb(gettext("Vehicle accounts"), reverse("vehicles:fleet")),
            Crumb(car.key, reverse("vehicles:account", args=[car.pk])),
            Crumb(gettext("Odometer")),
        ],
    }
    return render(request, "vehicles/meter.html", context, status=422 if faults else 200)


@for_staff
@require_safe
def photo(request: HttpRequest, vehicle_id: int, document_id: int) -> HttpResponse | FileResponse:
    """Show a photograph; the log keeps who looked."""
    car = car_of(request, vehicle_id)
    act = Act(reader_of(request).actor_id, "", now(), uuid4().hex)
    try:
        kept = hand_out(document_id, act, subject=stream_of(car.pk), home=car.home)
        content = open_document(kept)
    except Refusal:
        raise Http404 from None
    answer = FileResponse(content)
    given = shown_headers(name=kept.name, media_type=kept.media_type, size=kept.size)
    for name, value in given.items():
        answer[name] = value
    return answer


def _replaced(request: HttpRequest, car: Vehicle) -> None:
    act = act_of(request, organ=car.organ_id)
    photos = [
        keep(one, name=one.name or "odometer.jpg", act=act, allowed=("jpg", "png"), max_bytes=LARGEST).pk
        for one in request.FILES.getlist("photo")[:PHOTOS]
    ]  # fmt: skip
    new = NewMeter(
        posted.instant(request, "at"),
        posted.needed(request, "before"),
        posted.needed(request, "after"),
        request.POST.get("reason", ""),
        photos,
    )
    replace_meter(car.pk, new, act)
