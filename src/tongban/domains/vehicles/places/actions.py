"""核定、调整、调剂、冻结、入编、退编: the verbs on places. None gives the last place away twice: the account is locked first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from django.db import transaction

from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.naming import named
from tongban.domains.vehicles.places.queries import (
    OWN,
    PLACES,
    account_for,
    balance_of,
    cause_of,
    law_of,
    seat_of,
)
from tongban.domains.vehicles.rules.establishment import Standing
from tongban.domains.vehicles.rules.grounds import cited
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel import Act, Refusal
from tongban.kernel.allowances import actions
from tongban.kernel.allowances.actions import Ground, Terms
from tongban.kernel.allowances.queries import Account, Hold, Movement, holds_of
from tongban.kernel.allowances.rules import Unit
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Organ, may_use
from tongban.kernel.identity.rules import Power


@dataclass(frozen=True, slots=True)
class Paper:
    """编制批文: the number of the document by which places move, why in words, and the day from which."""

    number: str
    reason: str = ""
    on: date | None = None

    @property
    def ground(self) -> Ground:
        """Return it as the ground of a movement; refuse one without a number."""
        if not self.number.strip():
            raise Refusal(
                "vehicles.no_document",
                "Name the document by which the places are approved or moved.",
                field="document",
            )
        return Ground(self.number.strip()[:100], self.reason.strip()[:500], self.on)


def approve(organ: Organ, kind: Kind, count: int, paper: Paper, act: Act) -> Movement:
    """核定编制: give an organ more places of a kind; its account is opened with the first."""
    with transaction.atomic():
        _may(organ, act)
        return actions.approve(_opened(organ, kind, act).pk, count, paper.ground, act)


def adjust(organ: Organ, kind: Kind, by: int, paper: Paper, act: Act) -> Movement:
    """调整编制: raise or lower the places; never below what is taken or frozen."""
    with transaction.atomic():
        _may(organ, act)
        return actions.adjust(_opened(organ, kind, act).pk, by, paper.ground, act)


def transfer(source: Organ, target: Organ, kind: Kind, count: int, paper: Paper, act: Act) -> None:
    """调剂编制: move free places from one organ to another."""
    with transaction.atomic():
        _may(source, act)
        _may(target, act)
        one, other = _opened(source, kind, act), _opened(target, kind, act)
        actions.transfer(one.pk, other.pk, count, paper.ground, act)


def freeze(organ: Organ, kind: Kind, cause: str, act: Act) -> Hold:
    """冻结编制: hold one free place for a purchase that was approved; refuse with the article where none is free.

    The account is locked by the hold, and the cars are counted after it: two clerks cannot take the last one.
    """
    with transaction.atomic():
        account = account_for(organ, kind)
        if account is None:
            raise _none_free(organ, kind, 0, act)
        held = _held(account, cause, act, organ, kind)
        # The hold itself is among the frozen, so the last free place leaves 0.
        free = balance_of(organ, kind, on=day_of(act.at)).free
        if free < 0:
            raise _none_free(organ, kind, 0, act)
        return held


def thaw(home: int, cause: str, act: Act, *, reason: str) -> None:
    """解冻编制: free what was frozen for a purchase that does not come about."""
    actions.release_for(home, cause, act, reason=reason)


def seat(vehicle: Vehicle, act: Act, *, frozen: str = "") -> Hold:
    """入编: let a registered car take a place: that which was frozen for it under the cause `frozen`, or a free one."""
    with transaction.atomic():
        # The car itself is locked before its place is looked for: one car takes one place.
        Vehicle.objects.select_for_update().get(pk=vehicle.pk)
        done = seat_of(vehicle)
        if done is not None:
            return done
        if vehicle.source not in OWN or vehicle.kind is None:
            raise Refusal(
                "vehicles.takes_no_place",
                "{plate} takes no place: it is rented, or of no kind. Correct its file if that is wrong.",
                plate=vehicle.key,
            )
        kind, cause = Kind(vehicle.kind), cause_of(vehicle.pk)
        if frozen:
            thaw(vehicle.home, frozen, act, reason=named(vehicle))
        account = account_for(vehicle.organ, kind)
        if account is None:
            raise _none_free(vehicle.organ, kind, 0, act)
        held = _held(account, cause, act, vehicle.organ, kind)
        ground = Ground(cause, named(vehicle))
        return actions.use(actions.commit(held, ground, act), ground, act)


def unseat(vehicle: Vehicle, act: Act, *, reason: str, heirs: Sequence[str] = ()) -> None:
    """退编: free the place of a car that goes, and freeze it at once for the first of the causes `heirs`; to do it again does nothing."""
    with transaction.atomic():
        held = seat_of(vehicle)
        if held is None:
            return
        actions.give_back(held, Ground(held.cause, reason), act)
        for cause in heirs[:1]:
            actions.hold(held.account, 1, Ground(cause, reason), act)


def seat_all(organ: Organ, act: Act) -> tuple[int, list[Vehicle]]:
    """清点入编: let every car of an organ that is in use take a place, in the order of registration; return how many did, and which found none."""
    _may(organ, act)
    rows = Vehicle.objects.filter(organ=organ, struck=False, closed_on=None)
    seated, beyond = 0, list[Vehicle]()
    for one in sorted(filter(_takes_place, rows), key=_by_registration):
        if seat_of(one) is not None:
            continue
        try:
            mine = Act(act.by, act.organ, act.at, f"{act.key[:60]}/{one.pk}", act.behalf)
            seat(one, mine)
            seated += 1
        except Refusal:
            beyond.append(one)
    return seated, beyond


def _takes_place(car: object) -> TypeGuard[Vehicle]:
    return isinstance(car, Vehicle) and car.source in OWN and car.standing != Standing.STRUCK_OFF


def _by_registration(car: Vehicle) -> tuple[date, str]:
    return (car.registered_on or date.max, car.key)


def _held(account: Account, cause: str, act: Act, organ: Organ, kind: Kind) -> Hold:
    for one in holds_of(account.home, cause):
        if one.account == account.pk and one.open:
            return one
    try:
        return actions.hold(account.pk, 1, Ground(cause), act)
    except Refusal as refusal:
        if refusal.code == "allowance.short":
            raise _none_free(organ, kind, 0, act) from refusal
        raise


def _opened(organ: Organ, kind: Kind, act: Act) -> Account:
    found = account_for(organ, kind)
    if found is not None:
        return found
    keeper = int(act.organ.partition("/")[2] or organ.pk)
    terms = Terms(PLACES, organ.pk, keeper, Unit.PLACE, key=kind.value)
    return actions.open_account(terms, act, home=organ.home)


def _may(organ: Organ, act: Act) -> None:
    if not may_use(act.by, Power.KEEP_REGISTERS, organ, on=day_of(act.at)):
        raise Refusal(
            "vehicles.may_not_place",
            "You may not move the places of {organ}. Ask the organ in charge of official vehicles.",
            organ=organ.name,
        )


def _none_free(organ: Organ, kind: Kind, free: int, act: Act) -> Refusal:
    rule = law_of(day_of(act.at), organ.home)("slot_needed")
    return Refusal(
        "vehicles.no_free_place",
        "{count} cars of kind {kind} are asked for; {free} places are free ({law}, {article}). Ask for fewer, or for more places first.",
        count=1,
        kind=kind.value,
        free=free,
        **cited(rule),
    )
