"""车队: the body that keeps the district's cars, who sends and drives them, and the matter by which one asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext

from tongban.domains.vehicles.demo.acting import (
    HOME,
    MATTER,
    SINCE,
    acting,
    as_platform,
    person,
)
from tongban.domains.vehicles.dispatches.queries import car_by_plate, driver_by_number
from tongban.kernel.catalogue import sheets
from tongban.kernel.catalogue.actions import import_matters, load_dossier
from tongban.kernel.catalogue.queries import matter_by_code
from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions import (
    appoint,
    ensure_organ,
    open_post,
    register_person,
)
from tongban.kernel.identity.queries import (
    Organ,
    organs,
    person_by_username,
)
from tongban.kernel.parties.actions import find_or_register, link_person
from tongban.kernel.registers.actions import Written, enter
from tongban.kernel.registers.declaring import Known
from tongban.standards.codes import identity_number

ORDER = 110
MATTERS = Path(__file__).parent.parent / "matters"
CENTRE, BUREAU = "区机关事务服务中心", "区教科体局"
DISPATCHER, HEAD, ASKER, APPROVER = "suhang", "luoping", "miaoyu", "xiongwei"
DRIVERS = (
    ("hewei", "何伟", "A1", "J-001"),
    ("tanyong", "谭勇", "C1", "J-002"),
)
STAFF = (
    (DISPATCHER, "苏航", CENTRE, "registrar", "车辆调度岗"),
    (HEAD, "骆平", CENTRE, "leader", "分管车辆副主任"),
    *((username, name, CENTRE, "staff", "驾驶员") for username, name, _class, _number in DRIVERS),
    (ASKER, "苗雨", BUREAU, "staff", "办公室综合岗"),
    (APPROVER, "熊伟", BUREAU, "leader", "分管副局长"),
)
ASKERS = ((ASKER, "苗雨", "51160219950316", "13800009001"),)


@dataclass(frozen=True, slots=True)
class Car:
    """A car of the demo: plate, make, kind, body, energy, seats, source, the organ that uses it, how long its inspection holds."""

    plate: str
    model: str
    kind: str = "other"
    body: str = "sedan"
    energy: str = "electric"
    seats: int = 5
    source: str = "pooled"
    user: str = ""
    days: int = 200
    confidential: bool = False


CARS = (
    Car("川X10001", "红旗 E-QM5"),
    Car("川X10002", "比亚迪 秦 PLUS EV"),
    Car("川X10003", "长安 逸动", energy="petrol"),
    Car("川X10005", "上汽大通 G10", body="small", energy="diesel", seats=7),
    Car("川X10006", "宇通 ZK6606", body="medium", energy="electric", seats=19),
    Car("川X10007", "吉利 几何 A", source="own", user=BUREAU),
    Car("川X10008", "广汽传祺 M8", body="small", seats=7, source="rented", energy="hybrid"),
    Car("川X10009", "东风风神 奕炫", energy="petrol", days=-12),
    Car("川X10010", "江淮 瑞风", kind="confidential", confidential=True, energy="petrol"),
)


def load(at: datetime) -> str:
    """Found the body, employ its people, enter cars and drivers, and open the matter, where the district stands."""
    district = organs().filter(name="广安区人民政府").first()
    if district is None or organs().filter(short_name=BUREAU).first() is None:
        return ""
    since = at - SINCE
    new = organs().filter(short_name=CENTRE).first() is None
    ensure_organ(name=CENTRE, division=str(HOME), codes=[], act=as_platform(since, CENTRE), parent=district)  # fmt: skip
    for one in STAFF:
        if person_by_username(one[0]) is None:
            _employ(*one, since=since)
    for asker in ASKERS:
        _applicant(*asker, since=since)
    _open_the_matter(since)
    _enter(since, on=day_of(at))
    return gettext("a fleet of {n} cars").format(n=len(CARS)) if new else ""


def _employ(username: str, name: str, organ: str, duty: str, post: str, *, since: datetime) -> None:
    act = as_platform(since, username)
    one = register_person(act, username=username, name=name, kind="staff", demo=True)
    opened = open_post(_organ(organ).pk, act, name=post, duty=duty, since=day_of(since))
    appoint(one.pk, act, post_id=opened.pk, since=day_of(since))


def _applicant(username: str, name: str, born: str, phone: str, *, since: datetime) -> None:
    act = as_platform(since, f"party-{username}")
    body = f"{born}003"
    number = body + identity_number.check_character(body)
    party = find_or_register("person", name, number, phone, act)
    if party.person_id is None:
        link_person(party.pk, act, person_id=person(username).pk)


def _open_the_matter(since: datetime) -> None:
    """List the matter and publish its dossier."""
    if matter_by_code("item_code", MATTER) is None:
        file = MATTERS / "list.csv"
        import_matters(sheets.read(file.name, file.read_bytes()), as_platform(since, "matters"))
    load_dossier(MATTERS / "use_of_a_car", as_platform(since, "use_of_a_car"), on=day_of(since))


def _enter(since: datetime, *, on: date) -> None:
    """Enter what the registers do not keep yet, as who sends cars."""
    centre = _organ(CENTRE)
    for car in CARS:
        if car_by_plate(HOME, car.plate) is None:
            values = _facts(car, on)
            said = Written(
                day_of(since),
                "车辆接收入账",
                values,
                organ=centre.pk,
                confidential=car.confidential,
            )
            enter("vehicles.vehicle", acting(DISPATCHER, since, f"car-{car.plate}"), said)
    for username, name, licence, number in DRIVERS:
        if driver_by_number(HOME, number) is None:
            facts: dict[str, Known] = {
                "number": number,
                "name": name,
                "username": username,
                "licence": licence,
            }
            more: dict[str, Known] = {
                "licence_until": on + timedelta(days=900),
                "standing": "at_work",
            }
            said = Written(day_of(since), "驾驶员登记", {**facts, **more}, organ=centre.pk)
            enter("vehicles.driver", acting(DISPATCHER, since, f"driver-{number}"), said)


def _facts(car: Car, on: date) -> Mapping[str, Known]:
    return {
        "plate": car.plate,
        "model": car.model,
        "kind": car.kind,
        "body": car.body,
        "energy": car.energy,
        "seats": car.seats,
        "source": car.source,
        "user": _organ(car.user).pk if car.user else None,
        "place": "区政府机关车库",
        "standing": "in_use",
        "marked": not car.confidential,
        "located": not car.confidential,
        "registered_on": on - timedelta(days=900),
        "inspected_until": on + timedelta(days=car.days),
        "compulsory_until": on + timedelta(days=150),
        "insured_until": on + timedelta(days=150),
    }


def _organ(name: str) -> Organ:
    return organs().get(short_name=name)
