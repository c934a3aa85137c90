"""出车: trips that are over, one on the road now, and requests that wait."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from tongban.domains.vehicles.demo.acting import HOME, MATTER, acting, person
from tongban.domains.vehicles.demo.fleet import APPROVER, ASKER, DISPATCHER, HEAD
from tongban.domains.vehicles.dispatches.actions.driving import Seen, bring_back, hand_out
from tongban.domains.vehicles.dispatches.actions.sending import Choice, assign
from tongban.domains.vehicles.dispatches.odometers.queries import readings_of
from tongban.domains.vehicles.dispatches.queries import (
    car_by_plate,
    dispatch_of,
    driver_by_number,
    own_dispatches,
)
from tongban.domains.vehicles.rules.sealing import SealedDays
from tongban.kernel.bookings.rules import Period
from tongban.kernel.cases import actions as cases
from tongban.kernel.cases.actions import Intake
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.queries.keys import version_of_item
from tongban.kernel.cases.queries.standing_in import inbox_of_reader
from tongban.kernel.catalogue.queries import matter_by_code, version_in_force
from tongban.kernel.clock import SHANGHAI, Limit, before, day_of, due
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.law.queries import calendar
from tongban.kernel.parties.queries import party_of

ORDER = 120


@dataclass(frozen=True, slots=True)
class Outing:
    """One trip of the demo: how many working days from today, its hours, what for, where, how many, and how far it came."""

    name: str
    days: int
    hours: tuple[str, str]
    matter: str
    places: str
    people: int = 2
    came: str = "back"
    car: str = "川X10001"
    driver: str = "J-001"
    way: str = "0"
    notes: str = ""


OUTINGS = (
    Outing("market", -6, ("09:00", "12:00"), "检查学校食堂改造工地", "区政府—浓洄街道—区政府", 3, car="川X10003", driver="J-002", way="36.5"),
    Outing("city", -4, ("08:30", "17:30"), "赴市教育体育局参加工作例会", "区政府—广安市政府—区政府", 2, way="58"),
    Outing("training", -3, ("08:00", "18:30"), "赴南充考察课后服务", "区政府—南充市顺庆区—区政府", 6, car="川X10005", way="171", notes="右后轮胎压偏低，已补气"),
    Outing("visit", -1, ("14:00", "17:00"), "走访乡村教师", "区政府—北辰街道—区政府", 2, car="川X10002", driver="J-002", way="23.2"),
    Outing("meeting", 1, ("09:00", "11:30"), "赴市政府参加项目调度会", "区政府—广安市政府—区政府", 3, came="planned", driver="J-002"),
    Outing("archive", 1, ("14:00", "16:00"), "到市档案馆移交学籍档案", "区政府—市档案馆—区政府", 2, came="approved"),
    Outing("site", 2, ("08:30", "12:00"), "核查乡镇中学校舍安全", "区政府—龙台镇—区政府", 4, came="approved"),
    Outing("town", 2, ("14:30", "17:30"), "督查农村义务教育营养餐", "区政府—花桥镇—区政府", 3, came="asked"),
)  # fmt: skip


def load(at: datetime) -> str:
    """Let every trip come as far as it did, once; where nobody is there to approve, none."""
    if person_by_username(APPROVER) is None or matter_by_code("item_code", MATTER) is None:
        return ""
    if own_dispatches(person(ASKER)).exists():
        return ""
    for one in OUTINGS:
        _play(one, _period(one, day_of(at)), at)
    here = at.astimezone(SHANGHAI)
    now = Period(here - timedelta(hours=1), here + timedelta(hours=3))
    _play(Outing("now", 0, ("", ""), "陪同市局调研组查看新建小学", "区政府—奎阁街道—区政府", 3, came="out", car="川X10008"), now, at)  # fmt: skip
    return gettext("{n} trips").format(n=len(OUTINGS) + 1)


def _play(one: Outing, period: Period, at: datetime) -> None:
    asked = min(period.start - timedelta(hours=20), at - timedelta(hours=5))
    sealed = bool(_sealed(period))
    number = _submitted(one, period, asked, sealed=sealed)
    if one.came == "asked":
        return
    _agreed(number, APPROVER, asked + timedelta(minutes=40))
    if sealed:
        _agreed(number, HEAD, asked + timedelta(minutes=70))
    row = dispatch_of(number)
    car, driver = car_by_plate(HOME, one.car), driver_by_number(HOME, one.driver)
    if one.came == "approved" or row is None or car is None or driver is None:
        return
    choice = Choice(car.pk, driver.pk)
    act = acting(DISPATCHER, asked + timedelta(minutes=90), f"send-{one.name}")
    row = assign(row.pk, act, version=row.n, choice=choice)
    if one.came == "planned":
        return
    drives = driver.username or DISPATCHER
    left = acting(drives, period.start + timedelta(minutes=4), f"out-{one.name}")
    known = readings_of(car.pk)
    km = known[-1].km + 2 if known else Decimal(18_210)
    row = hand_out(row.pk, left, version=row.n, seen=Seen(km, fuel="full"))
    if one.came == "back":
        back = acting(drives, period.end - timedelta(minutes=12), f"back-{one.name}")
        seen = Seen(km + Decimal(one.way), fuel="half", notes=one.notes)
        bring_back(row.pk, back, version=row.n, seen=seen)


def _submitted(one: Outing, period: Period, at: datetime, *, sealed: bool) -> str:
    matter = matter_by_code("item_code", MATTER)
    version = version_in_force(matter.pk, on=day_of(at)) if matter is not None else None
    party = party_of(person(ASKER))
    if version is None or party is None:
        raise LookupError(MATTER)
    trip: dict[str, Any] = {
        "purpose": "duty",
        "matter": one.matter,
        "from_day": f"{period.start:%Y-%m-%d}",
        "from_time": f"{period.start:%H:%M}",
        "to_day": f"{period.end:%Y-%m-%d}",
        "to_time": f"{period.end:%H:%M}",
        "places": one.places,
        "people": one.people,
        "driver": True,
        "sealed": sealed,
    }
    if sealed:
        trip["reason"] = "上级临时安排，不能改期"
    values = {"applicant": {"name": "苗雨", "phone": "13800009001"}, "trip": trip}
    act = acting(ASKER, at, f"ask-{one.name}")
    wish = Intake(
        version.pk,
        party.pk,
        values,
        channel="portal",
        received_on=day_of(at),
        delivery="electronic",
    )
    return cases.submit(wish, act).number


def _agreed(number: str, username: str, at: datetime) -> None:
    who, on = person(username), day_of(at)
    row = inbox_of_reader(who, on=on).filter(number=number, act="review").get()
    case = case_by_number(number, who, on=on)
    if case is None:
        raise LookupError(number)
    cases.complete(
        number,
        acting(username, at, f"agree-{username}-{number}"),
        version=version_of_item(case, row.item),
        item=row.item,
        outcome="agreed",
        opinion="同意。",
    )


def _period(one: Outing, today: date) -> Period:
    days = calendar(str(HOME))
    if one.days <= 0:
        on = before(today, Limit.parse(f"{-one.days or 1}wd"), days)
    else:
        noon = datetime.combine(today, time(12), SHANGHAI)
        reached = due(noon, Limit.parse(f"{one.days}wd"), days)
        on = reached.on or day_of(reached.at)
    start, end = (datetime.combine(on, time.fromisoformat(one_), SHANGHAI) for one_ in one.hours)
    return Period(start, end)


def _sealed(period: Period) -> list[date]:
    days = SealedDays(calendar(str(HOME)))
    return [day for day in {period.start.date(), period.end.date()} if days.name(day)]
