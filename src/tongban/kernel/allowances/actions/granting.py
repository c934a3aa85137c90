"""核定、调整、调剂、冲销: what there is to give."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.allowances import rules
from tongban.kernel.allowances.actions.moving import Ground, Move, carry_out, lock_accounts, store
from tongban.kernel.allowances.models import Movement
from tongban.kernel.allowances.rules import Code


def approve(account: int, amount: Decimal | int, ground: Ground, act: Act) -> Movement:
    """核定额度: raise what there is to give by an approved amount."""
    return _alone(account, Move(Code.APPROVE, amount), ground, act)


def adjust(account: int, amount: Decimal | int, ground: Ground, act: Act) -> Movement:
    """调整额度: raise or, with an amount below zero, lower what there is to give; never below what is taken."""
    return _alone(account, Move(Code.ADJUST, amount), ground, act)


def transfer(
    source: int, target: int, amount: Decimal | int, ground: Ground, act: Act
) -> tuple[Movement, Movement]:
    """调剂额度: move what is free from one account to another of the same kind of unit."""
    with transaction.atomic():
        locked = lock_accounts([source, target])
        if source == target or locked[source].unit != locked[target].unit:
            raise Refusal(
                "allowance.transfer",
                "An allowance is transferred between two accounts that count in the same unit. Choose another account.",
            )
        amount = rules.checked(amount, locked[source].counted_in)
        given = Move(Code.TRANSFER, -amount, other=target)
        taken = Move(Code.TRANSFER, amount, other=source)
        return (
            carry_out(locked[source], given, ground, act),
            carry_out(locked[target], taken, ground, act),
        )


def reverse(account: int, n: int, ground: Ground, act: Act) -> Movement:
    """冲销: add the opposite of a movement, once; a transfer is transferred back instead, and a reversal is made anew."""
    with transaction.atomic():
        locked = lock_accounts([account])[account]
        undone = (
            locked.movements.filter(n=n).exclude(code__in=[Code.TRANSFER, Code.REVERSE]).first()
        )
        if undone is None:
            raise Refusal(
                "allowance.not_reversible",
                "There is no such movement that can be reversed. Transfer an amount back, or move it anew.",
            )
        move = Move(Code.REVERSE, abs(undone.amount), undone.freed, undone.hold, reverses=n)
        done = locked.movements.filter(reverses=n).first()
        if done is not None and (done.by, done.act) == (act.by, act.key):
            return done
        if done is not None:
            raise Refusal(
                "allowance.reversed_already",
                "This movement was reversed already. Load the page again to see it.",
            )
        return store(
            locked, move, -undone.figures, replace(ground, cause=ground.cause or undone.cause), act
        )


def _alone(account: int, move: Move, ground: Ground, act: Act) -> Movement:
    with transaction.atomic():
        return carry_out(lock_accounts([account])[account], move, ground, act)
