"""Cars in the register, with costs in their books, in one readable line."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from builders.identity import a_clerk, an_act, an_organ
from builders.vehicles import at
from tongban.domains.vehicles.models import Outlay, Vehicle
from tongban.domains.vehicles.outlays.actions.booking import NewOutlay, book
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.kernel import Act
from tongban.kernel.identity.queries import Organ, Person
from tongban.kernel.registers import actions
from tongban.kernel.registers.actions import Written

KIND = "vehicles.vehicle"
TODAY = date(2026, 6, 30)
_numbers = count(1)
STATEMENT = """区公务用车 2026年3月加油明细
交易流水号,车牌号,加油时间,油品,升数,金额,里程,是否加满
1,{plate},2026-03-01 09:00,92号汽油,40.00,320.00,10000,是
2,{plate},2026-03-06 09:00,92号汽油,36.00,288.00,10450,是
3,{plate},2026-03-11 09:00,92号汽油,20.00,160.00,10700,否
4,{plate},2026-03-16 09:00,92号汽油,20.50,164.00,10950,是
5,{plate},2026-03-21 09:00,92号汽油,-5.00,-40.00,,
6,川X99999,2026-03-22 09:00,92号汽油,30.00,240.00,500,是
7,{plate},三月,92号汽油,30.00,240.00,11300,是
"""
"""Seven rows of a fuel card: four fills, a refund, a car that nobody knows, a day that is none."""


def a_keeper(organ: Organ | None = None, duty: str = "registrar") -> Person:
    """Somebody who keeps the cars of the organ."""
    return a_clerk(organ or an_organ(), duty)[0]


def by(person: Person, on: date = TODAY) -> Act:
    """An act of that person at noon of the day."""
    return an_act(by=person.actor_id, on=on)


def a_car(
    organ: Organ | None = None,
    *,
    on: date = date(2026, 1, 2),
    confidential: bool = False,
    **facts: Any,
) -> Vehicle:
    """A petrol sedan for other uses, in use."""
    values = {
        "plate": f"川X{next(_numbers):05d}",
        "model": "红旗H5",
        "kind": "other",
        "body": "sedan",
        "energy": "petrol",
        "displacement": 1498,
        "price": Decimal(150_000),
        "source": "own",
        "registered_on": date(2018, 3, 15),
        "standing": "in_use",
        **facts,
    }
    written = Written(on, "入库", values, organ=(organ or an_organ()).pk, confidential=confidential)
    return actions.enter(KIND, an_act(on=TODAY), written)  # type: ignore[return-value]


def a_fill(car: Vehicle, when: str, km: int, litres: str, keeper: Person, **more: Any) -> Outlay:
    """Petrol at 8 yuan a litre, filled up."""
    facts = {"kind": CostKind.FUEL, "full": True, "quantity": Decimal(litres), **more}
    new = NewOutlay(
        at=at(when),
        odometer=Decimal(km),
        amount=(Decimal(litres) * 8).quantize(Decimal("0.01")),
        **facts,
    )
    return book(car.pk, new, by(keeper))


def to(name: str, *args: Any) -> str:
    """The address of a page of this trade."""
    return reverse(f"vehicles:{name}", args=args)


def door(person: Person) -> Client:
    """Somebody who is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
