"""行程核查: what each trip of the tracks belongs to, whether it was on a sealed day without approval, and whether odometers agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tongban.domains.vehicles.dispatches.queries import Dispatch
from tongban.domains.vehicles.places.queries import law_of
from tongban.domains.vehicles.rules.matching import Outing, matched
from tongban.domains.vehicles.rules.patrol import Comparison, compare
from tongban.domains.vehicles.rules.sealing import Approval, SealedDays, unapproved_days
from tongban.domains.vehicles.tables.tracks import Journey
from tongban.domains.vehicles.tracks.queries import outings_among
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.law.queries import calendar

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Judged:
    """核查结果: a trip, the dispatch it belongs to or none, and the sealed days on which nobody approved it, with their holidays."""

    row: Journey
    dispatch: int | None
    sealed: tuple[tuple[date, str], ...]

    @property
    def outside(self) -> bool:
        """Tell whether it left the fences without any dispatch; who was sent may go where he was sent."""
        return self.row.left_at is not None and self.dispatch is None

    @property
    def km(self) -> Decimal:
        """Return how far it went, in km to one place."""
        return kilometres(self.row.metres)


@dataclass(frozen=True, slots=True)
class Compared:
    """里程比对结果: a dispatch that is over, how many trips its track has, and km of the track beside those of the odometer."""

    dispatch: Dispatch
    trips: int
    figures: Comparison


def judged(rows: Sequence[Journey]) -> list[Judged]:
    """Return what is to be said of each trip, in the order given."""
    if not rows:
        return []
    start = min(one.period.lower for one in rows)
    end = max(one.period.upper for one in rows)
    outings: dict[int, list[Dispatch]] = defaultdict(list)
    for one in outings_among({each.vehicle_id for each in rows}, start, end):
        outings[one.car_id or 0].append(one)
    days = {home: SealedDays(calendar(str(home))) for home in {one.home for one in rows}}
    return [_judged(one, outings[one.vehicle_id], days[one.home]) for one in rows]


def compared(found: Iterable[Judged]) -> list[Compared]:
    """里程比对: compare the odometer of each dispatch that is back with the trips of its track, the largest difference first."""
    by_dispatch: dict[int, list[Journey]] = defaultdict(list)
    for one in found:
        if one.dispatch is not None:
            by_dispatch[one.dispatch].append(one.row)
    journeys = [each for rows in by_dispatch.values() for each in rows]
    if not journeys:
        return []
    start = min(one.period.lower for one in journeys)
    end = max(one.period.upper for one in journeys)
    outings = outings_among({one.vehicle_id for one in journeys}, start, end)
    made = [
        _compared(one, by_dispatch[one.pk])
        for one in outings
        if one.pk in by_dispatch and one.km is not None
    ]
    return sorted(made, key=lambda one: (-_apart(one), one.dispatch.pk))


def kilometres(metres: int) -> Decimal:
    """Return metres as km to one place, half up."""
    return (Decimal(metres) / 1000).quantize(_TENTH, ROUND_HALF_UP)


def _apart(one: Compared) -> Decimal:
    return abs(one.figures.track - one.figures.odometer)


def _judged(row: Journey, outings: Sequence[Dispatch], sealed: SealedDays) -> Judged:
    start, end = (one.astimezone(SHANGHAI) for one in (row.period.lower, row.period.upper))
    approvals = [_approval(one) for one in outings if one.sealed]
    days = unapproved_days(start, end, sealed, approvals)
    belongs = matched(start, end, [_outing(one) for one in outings])
    return Judged(row, belongs, tuple((day, sealed.name(day)) for day in days))


def _outing(row: Dispatch) -> Outing:
    """Return a dispatch as it was driven, or, where that is not known yet, as it is planned."""
    return Outing(row.pk, row.out_at or row.span.start, row.back_at or row.span.end)


def _approval(row: Dispatch) -> Approval:
    """Return for when a dispatch on a sealed day was approved: for whole days, as `dispatches` takes it."""
    first, last = day_of(row.span.start), day_of(row.span.end)
    midnight = datetime.combine(last, time(0), SHANGHAI) + timedelta(days=1)
    return Approval(datetime.combine(first, time(0), SHANGHAI), midnight)


def _compared(row: Dispatch, trips: Sequence[Journey]) -> Compared:
    law = law_of(day_of(row.span.start), row.home)
    figures = compare(
        kilometres(sum(one.metres for one in trips)),
        row.km or Decimal(0),
        share=Decimal(law("track_deviation_share").number) / 100,
        km=Decimal(law("track_deviation_km").number),
    )
    return Compared(row, len(trips), figures)
