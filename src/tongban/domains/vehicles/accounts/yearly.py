"""年度报表: establishment, use, cost and new energy of each organ in a year, and the sum of all; each figure opens to its rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tongban.domains.vehicles.accounts.period import CarUse, percent, uses_of
from tongban.domains.vehicles.places.queries import OWN, ledger
from tongban.domains.vehicles.rules.accounts import CENT, CostKind
from tongban.domains.vehicles.rules.kinds import Carrier, Energy
from tongban.kernel.identity.queries import Organ, Person

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Places:
    """编制情况: approved, actual and frozen places, of all kinds together."""

    approved: int = 0
    actual: int = 0
    frozen: int = 0

    @property
    def free(self) -> int:
        """Return the free places; below zero the organ is beyond its establishment."""
        return self.approved - self.actual - self.frozen

    def __add__(self, other: "Places") -> "Places":
        """Return both together."""
        return Places(
            self.approved + other.approved, self.actual + other.actual, self.frozen + other.frozen
        )


@dataclass(frozen=True, slots=True)
class OrganYear:
    """单位年度报表: an organ's year; `organ` is `None` in the sum of all. Cars are those of the day `as_of`, new ones those registered in the year.

    Rented cars count in use and cost, not among the cars of the establishment.
    """

    organ: Organ | None
    places: Places
    uses: tuple[CarUse, ...]
    year: int
    as_of: date

    @property
    def cars(self) -> list[CarUse]:
        """Return the own and pooled cars that are kept on the day."""
        return [
            one
            for one in self.uses
            if one.vehicle.source in OWN
            and one.vehicle.opened_on <= self.as_of
            and (one.vehicle.closed_on is None or one.vehicle.closed_on > self.as_of)
        ]

    @property
    def new_energy(self) -> list[CarUse]:
        """Return those of new energy."""
        return [one for one in self.cars if is_new_energy(one)]

    @property
    def added(self) -> list[CarUse]:
        """Return those that were taken on in the year."""
        return [one for one in self.cars if one.vehicle.opened_on.year == self.year]

    @property
    def share(self) -> Decimal | None:
        """新能源占比: cars of new energy over all, in per cent."""
        return percent(len(self.new_energy), len(self.cars))

    @property
    def added_share(self) -> Decimal | None:
        """新增车辆新能源占比: the same of those taken on in the year."""
        return percent(sum(is_new_energy(one) for one in self.added), len(self.added))

    @property
    def days(self) -> tuple[int, int]:
        """Return the days out, and the days available, of all cars."""
        return sum(len(one.out) for one in self.uses), sum(len(one.available) for one in self.uses)

    @property
    def rate(self) -> Decimal | None:
        """出车率: days out over days available, in per cent."""
        return percent(*self.days)

    @property
    def trips(self) -> int:
        """Return how many dispatches were out."""
        return sum(len(one.trips) for one in self.uses)

    @property
    def km(self) -> Decimal:
        """Return the km of all cars by their odometers."""
        return sum((one.account.km for one in self.uses), ZERO)

    @property
    def by_kind(self) -> Mapping[CostKind, Decimal]:
        """Return the yuan of each kind of cost."""
        sums: dict[CostKind, Decimal] = defaultdict(lambda: ZERO)
        for one in self.uses:
            for kind, amount in one.account.by_kind.items():
                sums[kind] += amount
        return dict(sums)

    @property
    def total(self) -> Decimal:
        """Return all yuan."""
        return sum((one.account.total for one in self.uses), ZERO)

    @property
    def per_km(self) -> Decimal | None:
        """Return yuan a km, half up at the end."""
        return (self.total / self.km).quantize(CENT, ROUND_HALF_UP) if self.km > 0 else None

    def put_in(self, carrier: Carrier) -> Decimal:
        """Return the litres or kWh that were put in; what was taken back counts against it."""
        return sum(
            (
                one.quantity
                for use in self.uses
                for one in use.records
                if one.carrier == carrier.value and one.quantity is not None
            ),
            ZERO,
        )


def is_new_energy(one: CarUse) -> bool:
    """Tell whether a car is of new energy."""
    energy = one.vehicle.energy
    return energy is not None and Energy(energy).is_new


def yearly(reader: Person, year: int, *, on: date) -> tuple[list[OrganYear], OrganYear]:
    """Return the year of each organ whose cars the reader may read, superiors first, and the sum; of this year up to today."""
    first, as_of = date(year, 1, 1), max(date(year, 1, 1), min(date(year, 12, 31), on))
    places: dict[int, Places] = defaultdict(Places)
    organs: dict[int, Organ] = {}
    for row in ledger(reader, on=on, as_of=as_of):
        one = row.balance
        places[row.organ.pk] += Places(one.approved, one.actual, one.frozen)
        organs[row.organ.pk] = row.organ
    uses: dict[int, list[CarUse]] = defaultdict(list)
    for use in uses_of(reader, first, as_of, on=on):
        uses[use.vehicle.organ_id].append(use)
        organs[use.vehicle.organ_id] = use.vehicle.organ
    rows = [
        OrganYear(organ, places[organ.pk], tuple(uses[organ.pk]), year, as_of)
        for organ in sorted(organs.values(), key=lambda each: each.path)
    ]
    return rows, _sum(rows, year, as_of)


def _sum(rows: Sequence[OrganYear], year: int, as_of: date) -> OrganYear:
    together = sum((one.places for one in rows), Places())
    return OrganYear(None, together, tuple(use for one in rows for use in one.uses), year, as_of)
