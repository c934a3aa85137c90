"""电子围栏: the areas that an organ's cars should not leave: those in force, those that were, and setting and ending one."""

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.domains.vehicles.doors import act_of, for_staff, reader_of, spoken, today
from tongban.domains.vehicles.outlays.queries import kept_organs
from tongban.domains.vehicles.pages import posted
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.rules.geodesy import Place
from tongban.domains.vehicles.tracks.actions.fencing import NewFence, end_fence, set_fence
from tongban.domains.vehicles.tracks.queries import fences_visible_to
from tongban.kernel import Refusal
from tongban.ui.pieces import Crumb, Fault


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def fences(request: HttpRequest) -> HttpResponse:
    """Show the fences; set or end one."""
    faults, on = list[Fault](), today()
    if request.method == "POST":
        try:
            messages.success(request, _done(request, on))
            return HttpResponseRedirect(reverse("vehicles:fences"))
        except Refusal as refusal:
            faults = [Fault(str(refusal.facts.get("field", "name")), spoken(refusal))]
    organs = kept_organs(reader_of(request), on=on)
    context = {
        "fences": [
            (one, one.until is None or on < one.until, one.organ_id in {each.pk for each in organs})
            for one in fences_visible_to(reader_of(request), on=on)
        ],
        "organs": organs,
        "faults": faults,
        "typed": request.POST,
        "today": on,
        "key": uuid4().hex,
        "tabs": tabs("tracks"),
        "crumbs": [
            Crumb(gettext("Tracks"), reverse("vehicles:tracks")),
            Crumb(gettext("Fences")),
        ],
    }
    return render(request, "vehicles/fences.html", context, status=422 if faults else 200)


def _done(request: HttpRequest, on: date) -> str:
    if ended := request.POST.get("end", ""):
        number = int(ended) if ended.isdecimal() and len(ended) < 19 else 0
        end_fence(number, posted.day(request, "until", on), act_of(request))
        return gettext("The fence is in force no longer. Trips were judged anew.")
    organs = kept_organs(reader_of(request), on=on)
    organ = next((one for one in organs if str(one.pk) == request.POST.get("organ")), None)
    if organ is None:
        raise Refusal("vehicles.no_organ", "Choose an organ whose places you keep.", field="organ")
    radius = posted.whole(request, "radius")
    new = NewFence(
        request.POST.get("name", ""),
        _corners(request.POST.get("corners", "")),
        posted.day(request, "since", on),
        radius or None,
    )
    set_fence(organ, new, act_of(request, organ=organ.pk))
    return gettext("The fence is set. Trips were judged anew.")


def _corners(text: str) -> tuple[Place, ...]:
    """Return the corners that were written, a line each: latitude, longitude; what is no place is one beyond the earth."""
    found: list[Place] = []
    for line in text.replace("，", ",").splitlines()[:1_000]:
        parts = line.replace(",", " ").split()
        if not parts:
            continue
        try:
            north, east = (float(each) for each in parts)
        except ValueError:
            north, east = 999.0, 999.0
        found.append((north, east))
    return tuple(found)
