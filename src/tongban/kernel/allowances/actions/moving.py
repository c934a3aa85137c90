"""额度变动: how one movement is judged and stored, under the lock of its account."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal

from tongban.kernel import Act, Refusal
from tongban.kernel.allowances import rules
from tongban.kernel.allowances.events import AllowanceMoved, entry
from tongban.kernel.allowances.models import Account, Movement
from tongban.kernel.allowances.queries import Hold, balance, hold_of
from tongban.kernel.allowances.rules import Code, Figures, Part
from tongban.kernel.ledger.actions import append
from tongban.standards.calendars import SHANGHAI


@dataclass(frozen=True, slots=True)
class Ground:
    """变动依据: the cause (a case number, or a domain's own reference), why in words, and the day of the fact.

    The cause of what continues a hold may be left empty: it is that of the hold. The day is that of the act if left out.
    """

    cause: str = ""
    reason: str = ""
    happened: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What is wished: no amount stands for all that there is to move."""

    code: Code
    amount: Decimal | int | None
    part: Part = Part.NONE
    hold: int = 0
    reverses: int | None = None
    other: int | None = None


def lock_accounts(accounts: Iterable[int]) -> dict[int, Account]:
    """Lock accounts in the order of their ids; refuse if one is not there."""
    wanted = sorted(set(accounts))
    rows = Account.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    found = {account.pk: account for account in rows}
    if len(found) < len(wanted):
        raise Refusal(
            "allowance.not_found",
            "There is no such allowance account. Go back to the list and choose another.",
        )
    return found


def hold_now(account: int, n: int) -> Hold:
    """Return a hold as it stands; refuse where nothing is held under the number."""
    found = hold_of(account, n)
    if found is None:
        raise Refusal(
            "allowance.no_hold",
            "Nothing is held under this number. Load the page again and choose a hold from the account.",
        )
    return found


def carry_out(account: Account, move: Move, ground: Ground, act: Act) -> Movement:
    """Judge and store one movement of a locked account; the same act for the same cause returns the first."""
    first = _same(account, move, ground, act)
    if first is not None:
        return first
    wished = _all_of(account, move) if move.amount is None else move.amount
    amount = rules.checked(wished, account.counted_in, signed=move.code in rules.SIGNED)
    effect = rules.change(move.code, amount, move.part)
    return store(account, replace(move, amount=amount), effect, ground, act)


def _all_of(account: Account, move: Move) -> Decimal:
    figures = hold_now(account.pk, move.hold).figures
    return {Code.COMMIT: figures.held, Code.USE: figures.committed}.get(move.code, figures.used)


def _same(account: Account, move: Move, ground: Ground, act: Act) -> Movement | None:
    """Return what this act already moved in this way; refuse if it was another amount."""
    done = account.movements.filter(by=act.by, act=act.key, code=move.code, part=move.part)
    done = done.filter(hold=move.hold) if move.hold else done.filter(cause=ground.cause)
    first = done.first()
    if first is not None and move.amount not in {None, first.amount}:
        raise Refusal(
            "allowance.key",
            "This key was used for another amount. Please load the page again.",
        )
    return first


def store(account: Account, move: Move, effect: Figures, ground: Ground, act: Act) -> Movement:
    """Refuse what would take more than there is; else log the movement and store its row."""
    unit = account.counted_in
    hold = hold_now(account.pk, move.hold).figures if move.hold else Figures()
    refusal = rules.fault(balance(account.pk), hold, effect, unit)
    if refusal is not None:
        raise refusal
    happened = ground.happened or act.at.astimezone(SHANGHAI).date()
    moved = AllowanceMoved(
        move.code.value,
        rules.logged(Decimal(move.amount or 0), unit),
        ground.cause,
        happened.isoformat(),
        move.part.value,
        move.hold,
        move.reverses,
        move.other,
    )
    [record] = append([entry(moved, act, home=account.home, stream=account.stream)])
    return Movement.objects.create(
        account=account,
        home=account.home,
        n=record.n,
        code=move.code.value,
        amount=moved.amount,
        part=moved.part,
        hold=record.n if move.code is Code.HOLD else move.hold,
        cause=ground.cause,
        reason=ground.reason,
        reverses=move.reverses,
        other=move.other,
        happened=happened,
        recorded_at=record.at,
        by=act.by,
        act=act.key,
        **asdict(effect),
    )
