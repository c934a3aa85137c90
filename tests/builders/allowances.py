"""Accounts of allowances in one readable line."""

from datetime import timedelta
from decimal import Decimal

from builders.identity import DISTRICT, an_act, an_organ
from tongban.kernel.allowances import actions
from tongban.kernel.allowances.actions import Ground, Terms
from tongban.kernel.allowances.models import Account
from tongban.kernel.allowances.rules import Unit

HOME = int(DISTRICT)


def an_account(
    approved: str = "",
    *,
    unit: Unit = Unit.YUAN,
    kind: str = "test.money",
    organ: int | None = None,
    keeper: int | None = None,
    year: int | None = 2026,
) -> Account:
    """An account of a new organ that somebody approved an amount for."""
    organ = organ or an_organ().pk
    terms = Terms(kind, organ, keeper or organ, unit, year=year)
    account = actions.open_account(terms, an_act(), home=HOME)
    if approved:
        actions.approve(account.pk, Decimal(approved), Ground("文〔2026〕1号"), an_act())
    return account


def the_ground(cause: str = "51160220260101000017", reason: str = "") -> Ground:
    """Why something moves."""
    return Ground(cause, reason)


def later(act, minutes: int):
    """The same actor some minutes later, with a key of its own."""
    return type(act)(act.by, act.organ, act.at + timedelta(minutes=minutes), f"{act.key}+{minutes}")
