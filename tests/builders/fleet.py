"""A fleet, who asks it for cars, approves, sends and drives, in one readable line. It is that of the demo."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from builders.identity import a_clerk, an_organ
from tongban.domains.vehicles.demo import fleet as demo
from tongban.domains.vehicles.demo.acting import MATTER
from tongban.domains.vehicles.dispatches.actions.driving import Seen, bring_back, hand_out
from tongban.domains.vehicles.dispatches.actions.sending import Choice, assign
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.kernel import Act
from tongban.kernel.cases import actions as cases
from tongban.kernel.cases.actions import Intake
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.queries.keys import version_of_item
from tongban.kernel.cases.queries.standing_in import inbox_of_reader
from tongban.kernel.catalogue.queries import matter_by_code, version_in_force
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person, person_by_username
from tongban.kernel.parties.queries import party_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=SHANGHAI)
FOUNDED = date(2024, 1, 1)
_keys = count(1)


@dataclass
class Fleet:
    """The demo's fleet at an instant that goes on by a minute with each act."""

    now: datetime = MONDAY

    def who(self, name: str) -> Person:
        """One of its people."""
        found = person_by_username(name)
        assert found is not None
        return found

    def act(self, name: str | Person, key: str = "") -> Act:
        """What one of them does a minute later."""
        self.now += timedelta(minutes=1)
        person = self.who(name) if isinstance(name, str) else name
        return Act(person.actor_id, "", self.now, key or f"fleet-{next(_keys)}")

    def asked(
        self, day: date | None = None, hours: tuple[str, str] = ("14:00", "16:00"), **trip: Any
    ) -> Dispatch:
        """A request for that day, today unless another is named."""
        on = (day or self.now.date()).isoformat()
        told = {
            "purpose": "duty", "matter": "赴市里开会", "from_day": on, "from_time": hours[0],
            "to_day": on, "to_time": hours[1], "places": "区政府—市政府", "people": 2,
            "driver": True, "sealed": False, **trip,
        }  # fmt: skip
        act = self.act(demo.ASKER)
        matter = matter_by_code("item_code", MATTER)
        version = version_in_force(matter.pk, on=day_of(act.at))
        values = {"applicant": {"name": "苗雨", "phone": "13800009001"}, "trip": told}
        wish = Intake(
            version.pk, party_of(self.who(demo.ASKER)).pk, values,
            channel="portal", received_on=day_of(act.at), delivery="electronic",
        )  # fmt: skip
        return Dispatch.objects.get(number=cases.submit(wish, act).number)

    def agree(
        self, row: Dispatch, name: str, outcome: str = "agreed", words: str = "同意。"
    ) -> Dispatch:
        """Somebody gives his opinion on the case's open step."""
        person, act = self.who(name), self.act(name)
        on = day_of(act.at)
        item = inbox_of_reader(person, on=on).get(number=row.number)
        case = case_by_number(row.number, person, on=on)
        verb = cases.decide if item.act == "decide" else cases.complete
        given = {"reasons" if item.act == "decide" else "opinion": words}
        version = version_of_item(case, item.item)
        verb(row.number, act, version=version, item=item.item, outcome=outcome, **given)
        return again(row)

    def approved(self, **asked: Any) -> Dispatch:
        """A request that waits for a car."""
        row = self.agree(self.asked(**asked), demo.APPROVER)
        return self.agree(row, demo.HEAD) if row.sealed else row

    def sent(
        self, row: Dispatch, plate: str = "川X10001", driver: str | None = "J-001", **more: Any
    ) -> Dispatch:
        """A car was sent."""
        by = more.pop("by", demo.DISPATCHER)
        return assign(
            row.pk,
            self.act(by, more.pop("key", "")),
            version=more.pop("version", row.n),
            choice=choice(plate, driver),
        )

    def out(
        self, row: Dispatch, km: str = "1000", by: str | Person = "hewei", **more: Any
    ) -> Dispatch:
        """The car leaves."""
        return hand_out(
            row.pk,
            self.act(by, more.pop("key", "")),
            version=more.pop("version", row.n),
            seen=Seen(Decimal(km), **more),
        )

    def back(
        self, row: Dispatch, km: str = "1050", by: str | Person = "hewei", **more: Any
    ) -> Dispatch:
        """The car comes back."""
        return bring_back(
            row.pk,
            self.act(by, more.pop("key", "")),
            version=more.pop("version", row.n),
            seen=Seen(Decimal(km), **more),
        )


def a_fleet(at: datetime = MONDAY) -> Fleet:
    """The district, the organ that asks, and the fleet with its people and cars."""
    district = an_organ("广安区人民政府", since=FOUNDED)
    an_organ(demo.BUREAU, parent=district, since=FOUNDED)
    demo.load(at)
    return Fleet(at)


def choice(plate: str, driver: str | None) -> Choice:
    """A car and a driver by what people call them."""
    return Choice(
        Vehicle.objects.get(key=plate).pk,
        Driver.objects.get(key=driver).pk if driver else None,
    )


def again(row: Dispatch) -> Dispatch:
    """The same trip as it stands now."""
    return Dispatch.objects.select_related("car", "driver", "keeper").get(pk=row.pk)


def a_stranger(duty: str = "registrar") -> Person:
    """Somebody of another organ with the same duty."""
    return a_clerk(an_organ(since=date(2026, 1, 1)), duty)[0]
