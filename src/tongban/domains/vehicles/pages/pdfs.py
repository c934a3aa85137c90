"""派车单、维修单PDF: the two sheets that go along with a car, set as the platform's papers are, always in Chinese."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, override, pgettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.dispatches.pages.trip import seen
from tongban.domains.vehicles.dispatches.queries import Dispatch
from tongban.domains.vehicles.doors import for_staff, now, reader_of, today
from tongban.domains.vehicles.models import RepairOrder
from tongban.domains.vehicles.repairs.queries import order_visible_to
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.documents.rules import shown_headers
from tongban.kernel.identity.queries import names_of
from tongban.kernel.papers.press.printing import Form, Sheet, Table, pdf_of
from tongban.ui.templatetags.look import full_day

LANGUAGE = "zh-hans"
PDF = "application/pdf"


@for_staff
@require_safe
def dispatch_sheet(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """派车单: hand out the sheet of a trip for which a car was sent."""
    row = seen(request, dispatch_id)
    if row.car is None:
        raise Http404
    return _handed_out(lambda: _of_dispatch(row, now()), row.number)


@for_staff
@require_safe
def repair_sheet(request: HttpRequest, order_id: int) -> HttpResponse:
    """维修单: hand out the sheet of a repair order."""
    order = order_visible_to(reader_of(request), order_id, on=today())
    if order is None:
        raise Http404
    return _handed_out(lambda: _of_repair(order, now()), f"WX{order.pk}")


def _handed_out(made: Callable[[], Sheet], number: str) -> HttpResponse:
    with override(LANGUAGE):
        sheet = made()
        content = pdf_of(sheet, fonts=Path(settings.TONGBAN_TYPE), at=now())
    answer = HttpResponse(content)
    name = f"{sheet.title}{number}.pdf"
    for header, value in shown_headers(name=name, media_type=PDF, size=len(content)).items():
        answer[header] = value
    return answer


def _of_dispatch(row: Dispatch, at: datetime) -> Sheet:
    """Return the sheet of a trip; what is not known yet leaves room to be written in by hand."""
    asked_by = names_of([row.asked_by]).get(row.asked_by, "")
    car = f"{row.car.plate} {row.car.model or ''}".strip() if row.car else ""
    purpose = pgettext("between two brackets", "{matter} ({purpose})")
    rows = [
        (gettext("Asking organ"), row.organ.name),
        (pgettext("trip", "Asked by"), asked_by),
        (pgettext("trip", "What for"), purpose.format(matter=row.matter, purpose=row.get_purpose_display())),
        (pgettext("trip", "Time"), str(row.span)),
        (gettext("Route"), row.places),
        (pgettext("trip", "People"), str(row.people)),
        (gettext("Car"), car),
        (pgettext("vehicles", "Driver"), (row.driver.name or "") if row.driver else asked_by),
    ]  # fmt: skip
    if row.sealed:
        rows.append((gettext("Sealed day"), row.reason))
    driven = [
        [gettext("Left at"), _minute(row.out_at), _km(row.km_out)],
        [gettext("Back at"), _minute(row.back_at), _km(row.km_back)],
    ]
    heads = [pgettext("sheet", "Stage"), pgettext("trip", "Time"), gettext("Odometer in km")]
    remarks = [
        (pgettext("trip", "Remarks"), f"{row.notes} {row.damage}".strip()),
        (gettext("Signature of the user"), ""),
        (gettext("Signature of the driver"), ""),
    ]
    return Sheet(
        organ=row.keeper.name,
        number=row.number,
        title=gettext("Dispatch sheet of an official car"),
        date=full_day(at),
        blocks=[Form(rows), Table(heads, driven, [2, 4, 3]), Form(remarks)],
    )


def _of_repair(order: RepairOrder, at: datetime) -> Sheet:
    people = names_of({order.asked_by, order.answered_by, order.accepted_by} - {""})
    car, bill = order.vehicle, order.outlay
    asked = [people.get(order.asked_by, ""), _minute(order.asked_at)]
    answered = [people.get(order.answered_by, ""), _minute(order.answered_at), order.opinion]
    accepted = [people.get(order.accepted_by, ""), _minute(order.accepted_at)]
    rows = [
        (gettext("Plate"), f"{car.key} {car.model or ''}".strip()),
        (pgettext("repair", "Garage"), order.garage),
        (gettext("Work to do"), order.work),
        (gettext("Quote in yuan"), f"{order.quote:,.2f}"),
        (gettext("Odometer in km"), _km(order.odometer)),
        (pgettext("repair", "Asked for by"), " ".join(filter(None, asked))),
        (pgettext("repair", "Answer"), " ".join(filter(None, answered))),
        (pgettext("repair", "Acceptance"), " ".join(filter(None, accepted))),
        (gettext("Bill in yuan"), f"{bill.amount:,.2f}" if bill else ""),
        (gettext("Number of the voucher"), bill.document if bill else ""),
        (gettext("Garage (seal):"), ""),
        (gettext("Accepted by (signature):"), ""),
    ]
    return Sheet(
        organ=car.organ.name,
        number=f"WX{order.pk}",
        title=gettext("Repair order"),
        date=full_day(at),
        blocks=[Form(rows)],
    )


def _minute(at: datetime | None) -> str:
    return f"{full_day(at)} {at.astimezone(SHANGHAI):%H:%M}" if at else ""


def _km(km: object) -> str:
    return "" if km is None else str(km)
