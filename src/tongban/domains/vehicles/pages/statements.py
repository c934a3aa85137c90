"""油卡对账单: bring a statement, see row by row what it would do, book it, take it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.domains.vehicles.doors import act_of, for_staff, reader_of, spoken, today, told
from tongban.domains.vehicles.fuelcards.columns import COLUMNS
from tongban.domains.vehicles.models import FuelFile
from tongban.domains.vehicles.outlays.actions import statements as actions
from tongban.domains.vehicles.outlays.queries import (
    kept_organs,
    outlays_visible_to,
    statements_of,
)
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.kernel import Refusal
from tongban.kernel.sheets.reading import LARGEST_FILE
from tongban.ui.pieces import Crumb, Fault

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Wrong:
    """不能入账行: a line of the file and why it cannot be booked, in words."""

    line: int
    words: str


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a file in, and show those that were brought before."""
    reader, faults = reader_of(request), list[Fault]()
    organs = kept_organs(reader, on=today())
    if not organs:
        raise Http404
    if request.method == "POST":
        try:
            return HttpResponseRedirect(reverse("vehicles:statement", args=[_brought(request)]))
        except Refusal as refusal:
            faults = [Fault("file", spoken(refusal))]
    context = {
        "organs": organs,
        "faults": faults,
        "files": statements_of(reader)[:30],
        "titles": [titles[0] for titles in COLUMNS.values()],
        "tabs": tabs("statements"),
    }
    return render(request, "vehicles/statements.html", context, status=422 if faults else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, file_id: int) -> HttpResponse:
    """Show what a statement would do or did; book it, drop it, take it back."""
    file = statements_of(reader_of(request)).filter(pk=file_id).first()
    if file is None:
        raise Http404
    if request.method == "POST":
        return HttpResponseRedirect(_done(request, file))
    context: dict[str, object] = {
        "file": file,
        "tabs": tabs("statements"),
        "crumbs": [
            Crumb(gettext("Fuel-card statements"), reverse("vehicles:statements")),
            Crumb(file.name),
        ],
    }
    context |= _before(file) if file.state == FuelFile.State.BROUGHT else _after(request, file)
    return render(request, "vehicles/statement.html", context)


def _brought(request: HttpRequest) -> int:
    upload = request.FILES.get("file")
    organs = kept_organs(reader_of(request), on=today())
    organ = next((one for one in organs if str(one.pk) == request.POST.get("organ")), None)
    if upload is None or organ is None:
        raise Refusal("register.nothing_brought", "Choose a file and the organ.")
    content = upload.read(LARGEST_FILE + 1)
    by = act_of(request, organ=organ.pk)
    full = request.POST.get("full") == "1"
    return actions.bring(upload.name or "", content, by, organ=organ, full=full).pk


def _done(request: HttpRequest, file: FuelFile) -> str:
    by, there = act_of(request, organ=file.organ.pk), reverse("vehicles:statement", args=[file.pk])
    try:
        match request.POST.get("do"):
            case "discard":
                actions.discard(file.pk, by)
                messages.success(request, gettext("The file was discarded. Nothing was booked."))
                return reverse("vehicles:statements")
            case "undo":
                actions.take_back(file.pk, by, reason=request.POST.get("reason", ""))
                messages.success(request, gettext("The statement was taken back."))
            case _:
                actions.book_file(file.pk, by)
                messages.success(request, gettext("Booked."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return there


def _before(file: FuelFile) -> dict[str, object]:
    seen = actions.preview(file, on=today())
    return {
        "seen": seen,
        "figures": _figures(seen.rows, len(seen.ready), len(seen.flagged), len(seen.rejected)),
        "doubts": [(one, [told(each) for each in one.remarks]) for one in seen.flagged[:SHOWN]],
        "wrong": [Wrong(one.line, spoken(one.refusal)) for one in seen.rejected[:SHOWN]],
        "sound": [one for one in seen.ready if not one.remarks][:SHOWN],
    }


def _after(request: HttpRequest, file: FuelFile) -> dict[str, object]:
    """Return what was booked, of the cars that the reader may see today."""
    rows = outlays_visible_to(reader_of(request), on=today()).filter(statement=file, reverses=None)
    doubtful = [one for one in rows.order_by("line") if one.flags]
    counts = file.counts
    return {
        "figures": _figures(
            *(counts.get(each, 0) for each in ("rows", "booked", "flagged", "rejected"))
        ),
        "booked": [(one, [told(each) for each in one.flags]) for one in doubtful[:SHOWN]],
        "wrong": [Wrong(int(one["line"]), spoken(_refusal(one))) for one in file.errors[:SHOWN]],
    }


def _refusal(kept: dict[str, object]) -> Refusal:
    facts = kept["facts"] if isinstance(kept["facts"], dict) else {}
    return Refusal(str(kept["code"]), str(kept["words"]), **facts)


def _figures(rows: int, ready: int, flagged: int, rejected: int) -> list[tuple[int, str, str]]:
    return [
        (rows, gettext("Rows"), ""),
        (ready - flagged, gettext("Sound"), "ok"),
        (flagged, gettext("With doubts"), "soon"),
        (rejected, gettext("Cannot be booked"), "late"),
    ]
