"""轨迹查阅: look where a car went, for a purpose that is named; the log keeps who looked."""

from datetime import date

from django.db import transaction

from tongban.domains.vehicles.labels import LOOKS
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.rules.trips import Point
from tongban.domains.vehicles.tables.tracks import Journey
from tongban.domains.vehicles.tracks.events import TrackLooked, entry, stream_of
from tongban.domains.vehicles.tracks.paths import unpacked
from tongban.domains.vehicles.tracks.queries import may_see_positions
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append


def look(journey_id: int, purpose: str, act: Act) -> tuple[Point, ...]:
    """查看轨迹: return where a car went on a trip, to who may see it and says why; each look is logged."""
    with transaction.atomic():
        rows = Journey.objects.select_related("vehicle__organ")
        row = rows.filter(pk=journey_id).first()
        if row is None or not _may(act.by, row.vehicle, on=day_of(act.at)):
            raise Refusal(
                "vehicles.no_such_journey",
                "There is no such trip whose track you may see. Go back to the list.",
            )
        if purpose not in LOOKS:
            raise Refusal(
                "vehicles.look_without_purpose",
                "Say what you look for. Choose a purpose; the log keeps it.",
                field="purpose",
            )
        event = TrackLooked(row.pk, purpose)
        append([entry(event, act, home=row.home, stream=stream_of(row.vehicle_id))])
        return unpacked(bytes(row.path), row.period.lower.astimezone(SHANGHAI))


def _may(actor: str, car: Vehicle, *, on: date) -> bool:
    reads = may_use(actor, Power.READ_REGISTERS, car.organ, on=on)
    return reads and may_see_positions(actor, car, on=on)
