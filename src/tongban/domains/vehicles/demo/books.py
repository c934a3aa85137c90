"""车辆账务: places for the demo's cars, and a year in the books of eight of them, with some dirt to find."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zlib import crc32

from django.utils.translation import gettext

from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.outlays.actions.booking import NewOutlay, book
from tongban.domains.vehicles.outlays.queries import cars_kept, may_book, records_of
from tongban.domains.vehicles.places.actions import Paper, approve, seat_all
from tongban.domains.vehicles.places.queries import OWN, account_for
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel import Act
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import people_of

ORDER = 115
MOST, WEEKS = 8, 26
BESIDES = (
    (5, CostKind.SERVICE, "680.00", "区定点维修厂", "常规保养"),
    (9, CostKind.INSURANCE, "3150.00", "人保财险广安分公司", "交强险、商业险"),
    (14, CostKind.TOLL, "86.00", "四川高速", "赴成都"),
    (18, CostKind.REPAIR, "1240.00", "区定点维修厂", "更换轮胎"),
    (22, CostKind.INSPECTION, "180.00", "广安机动车检测站", "年检"),
)


def load(at: datetime) -> str:
    """Give the cars places and books where they have none; nothing where the register has no car or nobody keeps it."""
    on = day_of(at)
    fresh = [one for one in cars_kept()[:MOST] if not records_of(one.pk).exists()]
    kept = [(one, keeper) for one in fresh if (keeper := _keeper(one, at))]
    for one, keeper in kept:
        _year(one, keeper, at)
    for one, keeper in {one.organ_id: (one, keeper) for one, keeper in kept}.values():
        _places(one, keeper, at)
    return gettext("books of {n} cars on {day}").format(n=len(kept), day=on) if kept else ""


def _keeper(car: Vehicle, at: datetime) -> str:
    people = people_of(car.organ_id, on=day_of(at))
    return next((one.actor_id for one in people if may_book(one.actor_id, car, on=day_of(at))), "")


def _places(car: Vehicle, keeper: str, at: datetime) -> None:
    """Approve one place fewer than there are cars for other uses, so that the list of those beyond has something on it."""
    act = Act(keeper, f"organ/{car.organ_id}", at, f"demo/places/{car.organ_id}")
    kinds = [one.kind for one in cars_kept().filter(organ=car.organ) if one.source in OWN]
    for kind in Kind:
        count = kinds.count(kind.value) - (kind is Kind.OTHER)
        if count > 0 and account_for(car.organ, kind) is None:
            mine = Act(keeper, act.organ, at, f"{act.key}/{kind}")
            approve(car.organ, kind, count, Paper("广区车改〔2026〕1号（演示）"), mine)
    seat_all(car.organ, act)


def _year(car: Vehicle, keeper: str, at: datetime) -> None:
    """Fill the car up every other week for a year; one fill of an unlucky car is far too much."""
    electric = car.energy == "electric"
    km = Decimal(_between(f"{car.key} km", 8_000, 60_000))
    used = Decimal(
        _between(f"{car.key} use", 14, 18) if electric else _between(f"{car.key} use", 7, 10)
    )
    for week in range(WEEKS):
        when = _moment(at, week)
        km += Decimal(_between(f"{car.key} way {week}", 380, 620))
        quantity = (used * _between(f"{car.key} fill {week}", 46, 55) / 10).quantize(
            Decimal("0.01")
        )
        if week == WEEKS // 2 and _between(car.key, 0, 2):
            quantity *= 2
        price = Decimal("1.10") if electric else Decimal("7.86")
        new = NewOutlay(
            kind=CostKind.ELECTRICITY if electric else CostKind.FUEL,
            at=when,
            amount=(quantity * price).quantize(Decimal("0.01")),
            quantity=quantity,
            full=True,
            odometer=km,
            supplier="国网充电站" if electric else "中石油城南加油站",
        )
        book(car.pk, new, Act(keeper, "", at, f"demo/outlay/{car.pk}/{week}"))
    for week, kind, amount, supplier, reason in BESIDES:
        new = NewOutlay(
            kind=kind,
            at=_moment(at, week) + timedelta(hours=3),
            amount=Decimal(amount),
            supplier=supplier,
            reason=reason,
        )
        book(car.pk, new, Act(keeper, "", at, f"demo/outlay/{car.pk}/{kind}"))


def _moment(at: datetime, week: int) -> datetime:
    day = day_of(at) - timedelta(days=(WEEKS - week) * 14)
    return datetime.combine(day, time(9, 10), SHANGHAI)


def _between(what: str, first: int, last: int) -> int:
    """Return a number from the first up to, but without, the last, always the same for the same thing."""
    return first + crc32(what.encode()) % (last - first)
