"""编制台账: the places of each organ and kind as of a day, and the verbs on them."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tongban.domains.vehicles.doors import act_of, excel, for_staff, reader_of, spoken, today
from tongban.domains.vehicles.labels import KINDS
from tongban.domains.vehicles.outlays.queries import kept_organs
from tongban.domains.vehicles.pages import posted
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.places import actions
from tongban.domains.vehicles.places.actions import Paper
from tongban.domains.vehicles.places.queries import Row, ledger
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel import Refusal
from tongban.kernel.identity.queries import Organ
from tongban.kernel.sheets.writing import workbook


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_page(request: HttpRequest) -> HttpResponse:
    """Show the ledger, and approve, adjust, transfer or take stock."""
    if request.method == "POST":
        try:
            messages.success(request, _done(request))
        except Refusal as refusal:
            messages.error(request, spoken(refusal))
        return HttpResponseRedirect(reverse("vehicles:places"))
    reader, as_of = reader_of(request), _as_of(request)
    rows = ledger(reader, on=today(), as_of=as_of)
    context = {
        "rows": [(one, KINDS[one.balance.kind.value]) for one in rows],
        "over": [(one, KINDS[one.balance.kind.value]) for one in rows if one.balance.beyond],
        "as_of": as_of,
        "today": today(),
        "organs": kept_organs(reader, on=today()),
        "kinds": KINDS.items(),
        "key": uuid4().hex,
        "tabs": tabs("places"),
    }
    return render(request, "vehicles/places.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the ledger as of the day, and the cars in each place."""
    as_of = _as_of(request)
    rows = ledger(reader_of(request), on=today(), as_of=as_of)
    header = [
        gettext("Organ"),
        gettext("Kind of vehicle"),
        gettext("Approved places"),
        gettext("Actual cars"),
        gettext("Frozen places"),
        gettext("Free places"),
        gettext("Beyond the places"),
        gettext("Cars"),
    ]
    title = gettext("Places for cars as of {day}").format(day=as_of.isoformat())
    return excel(workbook([(gettext("Places for cars"), header, map(_cells, rows))]), title)


def _cells(row: Row) -> Sequence[str]:
    one = row.balance
    figures = (one.approved, one.actual, one.frozen, one.free, one.beyond)
    cars = "、".join(each.key for each in row.cars)
    return [row.organ.name, str(KINDS[one.kind.value]), *map(str, figures), cars]


def _done(request: HttpRequest) -> str:
    organ = _organ(request, "organ")
    act, do = act_of(request, organ=organ.pk), request.POST.get("do", "")
    if do == "seat":
        seated, beyond = actions.seat_all(organ, act)
        words = gettext("{seated} cars took a place; {beyond} found none.")
        return words.format(seated=seated, beyond=len(beyond))
    kind, count = _kind(request), posted.whole(request, "count")
    paper = Paper(
        request.POST.get("document", ""),
        request.POST.get("reason", ""),
        posted.day(request, "on", today()),
    )
    if do == "transfer":
        actions.transfer(organ, _organ(request, "target"), kind, count, paper, act)
    elif do == "adjust":
        actions.adjust(organ, kind, count, paper, act)
    else:
        actions.approve(organ, kind, count, paper, act)
    return gettext("Recorded.")


def _organ(request: HttpRequest, name: str) -> Organ:
    organs = kept_organs(reader_of(request), on=today())
    found = next((one for one in organs if str(one.pk) == request.POST.get(name)), None)
    if found is None:
        raise Refusal("vehicles.no_organ", "Choose an organ whose places you keep.", field=name)
    return found


def _kind(request: HttpRequest) -> Kind:
    kind = request.POST.get("kind", "")
    if kind not in set(Kind):
        raise Refusal("vehicles.no_kind_of_car", "Choose the kind of vehicle.", field="kind")
    return Kind(kind)


def _as_of(request: HttpRequest) -> date:
    try:
        found = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()
    return found if 1900 <= found.year <= 2999 else today()
