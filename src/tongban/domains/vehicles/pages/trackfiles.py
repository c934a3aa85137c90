"""轨迹导入: bring a file of positions, see what was kept of it, take it back; and the fences of the fleet."""

import tempfile
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.domains.vehicles.doors import act_of, for_staff, reader_of, spoken, today
from tongban.domains.vehicles.outlays.queries import kept_organs
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.tracks.actions import bringing
from tongban.domains.vehicles.tracks.actions.bringing import Manner
from tongban.domains.vehicles.tracks.queries import files_of
from tongban.domains.vehicles.tracks.reading import COLUMNS, Datum
from tongban.kernel import Refusal
from tongban.kernel.sheets.reading import LARGEST_FILE
from tongban.ui.pieces import Crumb, Fault

SHOWN = 50
ZONES = ("Asia/Shanghai", "UTC")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Show the files that were brought, take another in, or take one back."""
    reader, faults = reader_of(request), list[Fault]()
    organs = kept_organs(reader, on=today())
    if not organs:
        raise Http404
    if request.method == "POST":
        try:
            messages.success(request, _done(request))
            return HttpResponseRedirect(reverse("vehicles:track_files"))
        except Refusal as refusal:
            faults = [Fault("file", spoken(refusal))]
    context = {
        "organs": organs,
        "faults": faults,
        "files": files_of(reader, on=today())[:SHOWN],
        "zones": ZONES,
        "titles": [titles[-1] for titles in COLUMNS.values()],
        "typed": request.POST,
        "key": uuid4().hex,
        "tabs": tabs("tracks"),
        "crumbs": [
            Crumb(gettext("Tracks"), reverse("vehicles:tracks")),
            Crumb(gettext("Bring tracks")),
        ],
    }
    return render(request, "vehicles/track_files.html", context, status=422 if faults else 200)


def _done(request: HttpRequest) -> str:
    """Bring or take back; return what is to be said of it."""
    if undone := request.POST.get("undo", ""):
        bringing.take_back(int(undone) if undone.isdecimal() else 0, act_of(request))
        return gettext("The file was taken back. Its positions are erased.")
    upload = request.FILES.get("file")
    organs = kept_organs(reader_of(request), on=today())
    organ = next((one for one in organs if str(one.pk) == request.POST.get("organ")), None)
    if upload is None or organ is None:
        raise Refusal("register.nothing_brought", "Choose a file and the organ.")
    if (upload.size or 0) > LARGEST_FILE:
        raise Refusal(
            "vehicles.track_too_large",
            "The file has {size} bytes; at most {most} are taken here. Split it, or pack it with gzip.",
            size=upload.size or 0,
            most=LARGEST_FILE,
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "track"
        with path.open("wb") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
        act = act_of(request, organ=organ.pk)
        file = bringing.bring(path, upload.name or "", act, organ=organ, manner=_manner(request))
    return gettext("{n} trips were kept.").format(n=file.counts["journeys"])


def _manner(request: HttpRequest) -> Manner:
    zone = request.POST.get("zone", "")
    datum = request.POST.get("datum", "")
    return Manner(
        ZoneInfo(zone if zone in ZONES else ZONES[0]),
        Datum(datum) if datum in set(Datum) else Datum.WGS84,
        request.POST.get("plate", "").strip()[:20],
    )
