"""更换里程表: record that a car's odometer was replaced, with the reason and a photograph; its distance goes on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tongban.domains.vehicles.dispatches.odometers.queries import fault, readings_of
from tongban.domains.vehicles.meters.events import MeterReplaced, entry, stream_of
from tongban.domains.vehicles.outlays.actions.booking import locked
from tongban.domains.vehicles.rules.bounds import MOST_KM
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, check
from tongban.domains.vehicles.tables.odometers import MeterChange
from tongban.kernel import Act, Refusal
from tongban.kernel.documents.actions import use
from tongban.kernel.ledger.actions import append


@dataclass(frozen=True, slots=True)
class NewMeter:
    """新里程表: when it was put in, what the old one showed last and what the new one shows first (km), why, and photographs (numbers of files)."""

    at: datetime
    before: Decimal
    after: Decimal
    reason: str
    photos: Collection[int] = ()


def replace_meter(vehicle_id: int, new: NewMeter, act: Act) -> MeterChange:
    """更换里程表: refused where a reading before or after it contradicts it; a repeated key changes nothing."""
    with transaction.atomic():
        vehicle = locked(vehicle_id, act)
        done = MeterChange.objects.filter(by=act.by, key=act.key).first()
        if done is not None:
            return done
        _complete(new, act)
        refusal = fault(vehicle.pk, new.at, new.before, follows=False) or _after(vehicle.pk, new)
        if refusal is not None:
            raise refusal
        use(new.photos, act, subject=stream_of(vehicle.pk))
        event = MeterReplaced(new.at.isoformat(), str(new.before), str(new.after))
        append([entry(event, act, home=vehicle.home, vehicle_id=vehicle.pk)])
        return MeterChange.objects.create(
            vehicle=vehicle, at=new.at, before=new.before, after=new.after,
            reason=new.reason.strip()[:200], by=act.by, recorded_at=act.at, key=act.key,
        )  # fmt: skip


def _complete(new: NewMeter, act: Act) -> None:
    if not new.reason.strip():
        raise Refusal("vehicles.no_reason", "Say why. Write a few words.", field="reason")
    if not new.photos:
        raise Refusal(
            "vehicles.no_photo",
            "Add a photograph of the old odometer at its end, or of the garage's bill.",
            field="photo",
        )
    if new.at > act.at:
        raise Refusal(
            "vehicles.meter_ahead",
            "{at} is yet to come. Enter when the odometer was replaced.",
            at=new.at,
            field="at",
        )
    if not 0 <= new.after <= MOST_KM or new.after != round(new.after, 1):
        raise Refusal(
            "vehicles.km_out_of_range",
            "{km} km is no odometer reading. Read it again: above 0, at most {most} km, with at most one decimal.",
            km=str(new.after),
            most=f"{MOST_KM:,}",
            field="after",
        )


def _after(vehicle_id: int, new: NewMeter) -> Refusal | None:
    """Say which later reading the new odometer cannot show."""
    later = [one for one in readings_of(vehicle_id) if one.at > new.at]
    return check(Reading(new.at, new.after), later, per_day=USUAL.km_per_day)
