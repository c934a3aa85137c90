"""编制台账: approved, actual, frozen and free places by organ and kind as of a day, and the cars and movements behind each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.rules.establishment import Balance, Standing, actual
from tongban.domains.vehicles.rules.grounds import Law
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel.allowances.queries import (
    Account,
    Figures,
    Hold,
    accounts_of_kind,
    balances,
    holds_of,
)
from tongban.kernel.identity.queries import Organ, Person
from tongban.kernel.identity.queries.reach import organs_within, paths_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.law.queries import parameter
from tongban.kernel.registers.queries import Kept, Wanted, entries_visible_to, facts_of

PLACES = "vehicles.places"
REGISTER = "vehicles.vehicle"
OWN = frozenset({"own", "pooled"})
"""Cars from these sources take a place; one that is rented takes none."""


@dataclass(frozen=True, slots=True)
class Row:
    """编制台账行: one organ's places of one kind, its account (`None` where nothing was approved), and those of its cars that the reader may see."""

    organ: Organ
    balance: Balance
    account: Account | None
    cars: tuple[Vehicle, ...]


def law_of(on: date, home: int) -> Law:
    """Return the legal numbers of cars on a day in a county, what it has set for itself included."""
    return lambda name: parameter(f"vehicles/{name}", on=on, region=str(home))


def ledger(reader: Person, *, on: date, as_of: date) -> list[Row]:
    """Return the places of the organs whose cars the reader may read, as of a day, superiors first."""
    organs = {one.pk: one for one in organs_within(paths_of(reader, Power.READ_REGISTERS, on=on))}
    wanted = Wanted(kept=Kept.OPEN, as_of=as_of)
    seen = set(
        entries_visible_to(reader, REGISTER, on=on, wanted=wanted).values_list("pk", flat=True)
    )
    parted = _parted(_kept(Q(organ__in=list(organs)), as_of), as_of)
    accounts: dict[tuple[int, str], Account] = {}
    for home in {one.home for one in organs.values()}:
        for one in accounts_of_kind(home, PLACES):
            if one.organ_id in organs:
                accounts[one.organ_id, one.key] = one
    figures = balances((one.pk for one in accounts.values()), on=as_of)
    order = list(Kind)
    rows = []
    for organ, kind in {*accounts, *parted}:
        place, account = organs[organ], accounts.get((organ, kind))
        known = figures[account.pk] if account else Figures()
        cars = parted.get((organ, kind), ())
        balance = _balance(Kind(kind), known, cars, law_of(as_of, place.home))
        shown = tuple(car for car, _standing in cars if car.pk in seen)
        rows.append(Row(place, balance, account, shown))
    return sorted(rows, key=lambda each: (each.organ.path, order.index(each.balance.kind)))


def balance_of(organ: Organ, kind: Kind, *, on: date) -> Balance:
    """Return the places of one kind of an organ on a day, whoever asks: for the verbs, which decide by them."""
    account = account_for(organ, kind)
    figures = balances([account.pk])[account.pk] if account else Figures()
    found = _parted(_kept(Q(organ=organ), on), on)
    return _balance(kind, figures, found.get((organ.pk, kind.value), ()), law_of(on, organ.home))


def account_for(organ: Organ, kind: Kind) -> Account | None:
    """Return the account of an organ's places of a kind."""
    rows = accounts_of_kind(organ.home, PLACES).filter(organ=organ, key=kind.value)
    return rows.first()


def seat_of(vehicle: Vehicle) -> Hold | None:
    """Return the place that a car takes in the accounts, or `None` where it has none: it is beyond the establishment."""
    found = [one for one in holds_of(vehicle.home, cause_of(vehicle.pk)) if one.figures.used]
    return found[0] if found else None


def cause_of(vehicle_id: int) -> str:
    """Return under which cause a car's place is held."""
    return f"vehicle/{vehicle_id}"


def _kept(which: Q, on: date) -> list[Vehicle]:
    """Return the cars that are kept on a day, confidential ones included: they are counted, whoever may see them."""
    rows = Vehicle.objects.filter(which, struck=False, opened_on__lte=on)
    kept = rows.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("key")
    return [one for one in kept if isinstance(one, Vehicle)]


def _balance(
    kind: Kind, figures: Figures, cars: Iterable[tuple[Vehicle, Standing]], law: Law
) -> Balance:
    frozen = figures.held + figures.committed
    counted = actual(((kind, standing) for _car, standing in cars), kind, law)
    return Balance(kind, _whole(figures.total), counted, _whole(frozen))


def _parted(
    cars: Iterable[Vehicle], as_of: date
) -> dict[tuple[int, str], tuple[tuple[Vehicle, Standing], ...]]:
    """Return the cars that take a place by organ and kind, as the register knows them on the day."""
    rows = list(cars)
    facts = facts_of(REGISTER, rows, on=as_of)
    found: dict[tuple[int, str], list[tuple[Vehicle, Standing]]] = defaultdict(list)
    for one in rows:
        known = facts[one.pk]
        if known["source"] in OWN and known["kind"] and known["standing"]:
            standing = Standing(str(known["standing"]))
            if standing is not Standing.STRUCK_OFF:
                found[one.organ_id, str(known["kind"])].append((one, standing))
    return {key: tuple(one) for key, one in found.items()}


def _whole(amount: Decimal) -> int:
    return int(amount)
