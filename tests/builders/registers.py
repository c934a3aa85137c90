"""Generators of the depot's register, and who keeps them, in one readable line."""

from datetime import date
from itertools import count
from typing import Any

from builders.depot.models import Generator
from builders.identity import FIRST_DAY, a_clerk, an_act, an_organ
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.actions import NewMandate, grant
from tongban.kernel.identity.queries import Organ, Person
from tongban.kernel.identity.rules import Power
from tongban.kernel.registers import actions
from tongban.kernel.registers.actions import Written

KIND = "depot.generator"
TODAY = date(2026, 3, 2)
_numbers = count(1)


def a_registrar(organ: Organ | None = None, *, duty: str = "registrar") -> Person:
    """Somebody who keeps the registers of the organ."""
    return a_clerk(organ or an_organ(), duty)[0]


def a_blind_keeper(organ: Organ) -> Person:
    """Somebody who may keep the registers of the organ, and not see what is personal or confidential in them."""
    reader, post = a_clerk(organ, "leader")
    mandate = NewMandate(
        power=Power.KEEP_REGISTERS, organ_id=organ.pk, grounds="测试", post_id=post.pk, since=FIRST_DAY
    )  # fmt: skip
    grant(mandate, an_act())
    return reader


def by(person: Person, on: date = TODAY) -> Act:
    """An act of that person at noon of the day."""
    return an_act(by=person.actor_id, on=on)


def said(on: date = TODAY, reason: str = "年度清查", **values: Any) -> Written:
    """What is written on that day."""
    return Written(on=on, reason=reason, values=values)


def a_generator(
    organ: Organ | None = None,
    *,
    on: date = TODAY,
    act: Act | None = None,
    confidential: bool = False,
    **values: Any,
) -> Generator:
    """A generator that stands in the yard."""
    facts = {"number": f"FDJ-{next(_numbers):03d}", "place": "东院", **values}
    written = Written(
        on=on,
        reason="新购入库",
        values=facts,
        organ=(organ or an_organ()).pk,
        confidential=confidential,
    )
    return actions.enter(KIND, act or an_act(on=max(on, TODAY)), written)


def amended(
    row: Generator, on: date = TODAY, *, at: date | None = None, **values: Any
) -> Generator:
    """The generator with other values from that day on, written on the day `at`."""
    act = an_act(on=at or max(on, TODAY))
    return actions.amend(KIND, row.pk, act, version=row.version, written=said(on, **values))


def refusal_of(call: Any, *args: Any, **more: Any) -> Refusal:
    """The refusal with which the call ends."""
    try:
        call(*args, **more)
    except Refusal as refusal:
        return refusal
    raise AssertionError("nothing was refused")
