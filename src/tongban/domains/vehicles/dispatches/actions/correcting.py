"""里程更正: who sends cars puts right what was mistyped when one left or came back; what it was stays to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from tongban.domains.vehicles.dispatches.actions.recording import done, held, record, unchanged
from tongban.domains.vehicles.dispatches.actions.standing import sent_by
from tongban.domains.vehicles.dispatches.events import DispatchCorrected
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.odometers.queries import before, readings_of
from tongban.domains.vehicles.models import Correction
from tongban.domains.vehicles.rules.bounds import odometer_fault
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, check
from tongban.kernel import Act, Refusal


@dataclass(frozen=True, slots=True)
class Shown:
    """里程读数: what the odometer showed when the car left and, where it is back, when it came; km."""

    out: Decimal
    back: Decimal | None = None


def correct(dispatch_id: int, act: Act, *, version: int, shown: Shown, reason: str) -> Dispatch:
    """里程更正: put the readings of a trip right, with the reason; they must fit to those before, for those after come next."""
    with transaction.atomic():
        row = held(dispatch_id)
        sent_by(row, act)
        if done(row, act):
            return row
        unchanged(row, version)
        if not reason.strip():
            raise Refusal("vehicles.no_reason", "Say why. Write a few words.", field="reason")
        _fit(row, shown)
        changes = list(_changes(row, shown))
        if not changes:
            raise Refusal(
                "vehicles.nothing_corrected",
                "The readings are these already. Enter what the odometer did show.",
                field="km",
            )
        for leaving, was, km in changes:
            setattr(row, "km_out" if leaving else "km_back", km)
            Correction.objects.create(
                dispatch=row, leaving=leaving, was=was, km=km,
                reason=reason.strip()[:200], by=act.by, at=act.at,
            )  # fmt: skip
            record(row, DispatchCorrected(leaving, str(was), str(km)), act)
    return row


def _changes(row: Dispatch, shown: Shown) -> Iterator[tuple[bool, Decimal, Decimal]]:
    """Give what changes: whether at leaving, what it was, what it is."""
    if row.km_out is not None and shown.out != row.km_out:
        yield True, row.km_out, shown.out
    if row.km_back is not None and shown.back is not None and shown.back != row.km_back:
        yield False, row.km_back, shown.back


def _fit(row: Dispatch, shown: Shown) -> None:
    if row.out_at is None or row.car_id is None:
        raise Refusal(
            "vehicles.not_read_yet",
            "The odometer was not read on this trip yet. It is read when the car leaves.",
        )
    left = Reading(row.out_at, shown.out)
    read = [(left, before(readings_of(row.car_id), row.out_at))]
    if row.back_at is not None and shown.back is not None:
        read.append((Reading(row.back_at, shown.back), [left]))
    for one, known in read:
        refusal = odometer_fault(one.km) or check(one, known, per_day=USUAL.km_per_day)
        if refusal is not None:
            raise refusal
