"""占用、锁定、使用、退回、释放: what is taken of an allowance, hold by hold or for a cause."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.allowances import rules
from tongban.kernel.allowances.actions.moving import (
    Ground,
    Move,
    carry_out,
    hold_now,
    lock_accounts,
)
from tongban.kernel.allowances.models import Account
from tongban.kernel.allowances.queries import Hold, holds_of
from tongban.kernel.allowances.rules import Code, Part


def hold(account: int, amount: Decimal | int, ground: Ground, act: Act) -> Hold:
    """占用额度: hold an amount for a cause, or refuse with the figures; the same act and cause hold once."""
    return hold_all({account: amount}, ground, act)[0]


def hold_all(amounts: Mapping[int, Decimal | int], ground: Ground, act: Act) -> list[Hold]:
    """占用多项额度: hold in several accounts for one cause, all or none; return the holds in the order of the accounts' ids."""
    with transaction.atomic():
        moved = [
            carry_out(account, Move(Code.HOLD, amounts[pk]), ground, act)
            for pk, account in lock_accounts(amounts).items()
        ]
        return [hold_now(one.account_id, one.n) for one in moved]


def commit(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """锁定额度: what was held is promised now, as by a contract or a decision; all that is held if no amount is given."""
    return _continued(held, Move(Code.COMMIT, amount), ground, act)


def use(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """使用额度: what was committed is spent or taken now; all that is committed if no amount is given."""
    return _continued(held, Move(Code.USE, amount), ground, act)


def give_back(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """退回额度: free what was used, as by a refund or when a car is struck off; all that is used if no amount is given."""
    return _continued(held, Move(Code.GIVE_BACK, amount), ground, act)


def release(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """释放额度: free what is held or committed and not used; all of it if no amount is given, else held before committed."""
    with transaction.atomic():
        account = lock_accounts([held.account])[held.account]
        _release(account, hold_now(held.account, held.n), ground, act, amount)
        return hold_now(held.account, held.n)


def commit_for(home: int, cause: str, act: Act, *, reason: str = "") -> list[Hold]:
    """Commit all that a cause still holds, in whatever accounts; to do it again does nothing."""
    with transaction.atomic():
        held = _locked_holds(home, cause)
        for account, one in held:
            if one.figures.held:
                carry_out(account, Move(Code.COMMIT, None, hold=one.n), Ground(cause, reason), act)
        return [hold_now(one.account, one.n) for _account, one in held]


def release_for(home: int, cause: str, act: Act, *, reason: str = "") -> list[Hold]:
    """Release all that a cause holds or has committed and not used, in whatever accounts; to do it again does nothing."""
    with transaction.atomic():
        held = _locked_holds(home, cause)
        for account, one in held:
            _release(account, one, Ground(cause, reason), act, None)
        return [hold_now(one.account, one.n) for _account, one in held]


def _continued(held: Hold, move: Move, ground: Ground, act: Act) -> Hold:
    """Move on with what is held: nothing of a hold is moved but under the lock of its account."""
    with transaction.atomic():
        account = lock_accounts([held.account])[held.account]
        carry_out(
            account,
            replace(move, hold=held.n),
            replace(ground, cause=ground.cause or held.cause),
            act,
        )
        return hold_now(held.account, held.n)


def _locked_holds(home: int, cause: str) -> list[tuple[Account, Hold]]:
    """Lock the accounts in which a cause has holds, then read the holds as they stand."""
    locked = lock_accounts({one.account for one in holds_of(home, cause)})
    return [(locked[one.account], one) for one in holds_of(home, cause) if one.account in locked]


def _release(
    account: Account, held: Hold, ground: Ground, act: Act, amount: Decimal | int | None
) -> None:
    """Free what is held before what is committed; a release that this act made already is not made again."""
    done = account.movements.filter(by=act.by, act=act.key, code=Code.RELEASE, hold=held.n)
    if done.exists():
        return
    left = held.figures.held + held.figures.committed
    wanted = left if amount is None else rules.checked(amount, account.counted_in)
    first = min(wanted, held.figures.held)
    ground = replace(ground, cause=ground.cause or held.cause)
    for part, freed in ((Part.HELD, first), (Part.COMMITTED, wanted - first)):
        if freed:
            carry_out(account, Move(Code.RELEASE, freed, part, held.n), ground, act)
