"""我的出车: a driver's trips on the telephone, and the two clicks of each: leaving and coming back."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.domains.vehicles.dispatches.actions import correcting
from tongban.domains.vehicles.dispatches.actions import driving as actions
from tongban.domains.vehicles.dispatches.actions.correcting import Shown
from tongban.domains.vehicles.dispatches.actions.driving import LONGEST, Seen
from tongban.domains.vehicles.dispatches.actions.standing import drives
from tongban.domains.vehicles.dispatches.labels import FUELS
from tongban.domains.vehicles.dispatches.odometers.queries import readings_of
from tongban.domains.vehicles.dispatches.pages.drawing import day_of_board
from tongban.domains.vehicles.dispatches.pages.trip import refused, seen
from tongban.domains.vehicles.dispatches.queries import (
    Dispatch,
    State,
    driven_by,
    sends,
)
from tongban.domains.vehicles.doors import (
    act_of,
    for_staff,
    now,
    reader_of,
    spoken,
    today,
    version_of,
)
from tongban.kernel import Act, Refusal
from tongban.kernel.documents.actions import keep

MOST, PHOTOS, LARGEST = 30, 4, 10 * 1024 * 1024


@for_staff
@require_safe
def driving(request: HttpRequest) -> HttpResponse:
    """Show what one drives today, what is still out, and what comes."""
    mine, day = driven_by(reader_of(request)), day_of_board(today())
    current = mine.filter(
        Q(state=State.OUT) | Q(state=State.PLANNED, period__startswith__lt=day.end)
    )
    context = {
        "tab": "driving",
        "current": current[:MOST],
        "coming": mine.filter(state=State.PLANNED, period__startswith__gte=day.end)[:MOST],
        "over": mine.filter(state=State.BACK).order_by("-back_at")[:10],
    }
    return render(request, "vehicles/driving.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def drive(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Ask for the odometer and let the car leave or come back; sent twice with one key, it happens once."""
    row = seen(request, dispatch_id)
    reader = reader_of(request)
    if not drives(reader, row) and not sends(reader, row, on=today()):
        raise Http404
    fault, doubted = "", False
    if request.method == "POST":
        try:
            return _driven(request, row)
        except Refusal as refusal:
            fault, doubted = spoken(refusal), refusal.code == "vehicles.odometer_far"
            row = seen(request, dispatch_id)
    elif row.stands not in {State.PLANNED, State.OUT}:
        return HttpResponseRedirect(reverse("vehicles:trip", args=[row.pk]))
    known = [one.km for one in readings_of(row.car_id or 0)]
    context = {
        "row": row,
        "out": row.stands is State.PLANNED,
        "fault": fault,
        "typed": request.POST,
        "known": known[-1] if known else None,
        "doubted": doubted,
        "fuels": FUELS,
        "longest": LONGEST,
        "key": request.POST.get("key", "") or uuid4().hex,
    }
    return render(request, "vehicles/drive.html", context, status=422 if fault else 200)


@for_staff
@require_POST
def correct(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Put right what was mistyped of the odometer."""
    row = seen(request, dispatch_id)
    try:
        back = _km(request, "km_back") if row.km_back is not None else None
        shown = Shown(_km(request, "km_out"), back)
        reason = request.POST.get("reason", "")
        correcting.correct(
            row.pk, act_of(request), version=version_of(request), shown=shown, reason=reason
        )
    except Refusal as refusal:
        return refused(request, dispatch_id, refusal)
    messages.success(
        request, gettext("The odometer is put right. What it was stays below the trip.")
    )
    return HttpResponseRedirect(reverse("vehicles:trip", args=[dispatch_id]))


def _driven(request: HttpRequest, row: Dispatch) -> HttpResponse:
    """Do what was sent, then lead back; `wish` says which of the two it is, so that a late repetition is not the other."""
    verbs: dict[str, tuple[Callable[..., Dispatch], str]] = {
        "out": (actions.hand_out, gettext("The car has left. Drive safely.")),
        "back": (actions.bring_back, gettext("The car is back. Thank you.")),
    }
    if request.POST.get("wish") not in verbs:
        raise Refusal("vehicles.no_wish", "The page is incomplete. Load it again and repeat.")
    verb, words = verbs[request.POST["wish"]]
    act = act_of(request)
    told = Seen(
        _km(request),
        _photos(request, act),
        request.POST.get("fuel", "") if request.POST.get("fuel") in dict(FUELS) else "",
        request.POST.get("damage", "")[:LONGEST],
        request.POST.get("notes", "")[:LONGEST],
        sure=request.POST.get("sure") == "1",
    )
    verb(row.pk, act, version=version_of(request), seen=told)
    messages.success(request, words)
    mine = drives(reader_of(request), row) and row.driver is not None
    where = reverse("vehicles:driving") if mine else reverse("vehicles:trip", args=[row.pk])
    return HttpResponseRedirect(f"{where}?sent={row.pk}")


def _km(request: HttpRequest, name: str = "km") -> Decimal:
    text = request.POST.get(name, "").replace(",", "").replace("，", "").strip()
    try:
        km = Decimal(text)
    except InvalidOperation:
        km = Decimal("NaN")
    if not km.is_finite():
        raise Refusal(
            "vehicles.km_unreadable",
            "The odometer is a number of kilometres with at most one decimal, such as 18210 or 18210.5. Read it again and correct it.",
            field=name,
        )
    return km


def _photos(request: HttpRequest, act: Act) -> tuple[int, ...]:
    """Keep the photographs that were sent."""
    now_ = now()
    return tuple(
        keep(
            one,
            name=one.name or f"{now_:%Y%m%d%H%M}.jpg",
            act=act,
            allowed=("jpg", "png"),
            max_bytes=LARGEST,
        ).pk
        for one in request.FILES.getlist("photo")[:PHOTOS]
    )
