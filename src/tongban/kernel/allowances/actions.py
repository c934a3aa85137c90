"""Moving allowances. Whoever calls has asked for the mandate; here the accounts are locked, judged, and every movement logged.

Accounts are locked in the order of their ids. Who touches several in one transaction names them at once (`hold_all`,
`commit_for`, `release_for`), and takes allowances before bookings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.allowances import rules
from tongban.kernel.allowances.events import AllowanceMoved, AllowanceOpened, entry
from tongban.kernel.allowances.models import Account, Movement
from tongban.kernel.allowances.queries import Hold, balance, hold_of, holds_of
from tongban.kernel.allowances.rules import Code, Figures, Part, Unit
from tongban.kernel.ledger.actions import append

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Terms:
    """开户条件: whose account of what it is. `keeper` is the organ that runs it; `year` is left out of open-ended ones."""

    kind: str
    organ: int
    keeper: int
    unit: Unit
    key: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """变动依据: the cause (a case number, or a domain's own reference), why in words, and the day of the fact.

    The cause of what continues a hold may be left empty: it is that of the hold. The day is that of the act if left out.
    """

    cause: str = ""
    reason: str = ""
    happened: date | None = None


@dataclass(frozen=True, slots=True)
class _Move:
    """What is wished: no amount stands for all that there is to move."""

    code: Code
    amount: Decimal | int | None
    part: Part = Part.NONE
    hold: int = 0
    reverses: int | None = None
    other: int | None = None


def open_account(terms: Terms, act: Act, *, home: int) -> Account:
    """开立额度账户: return the account of these terms; one that is there already must have the same keeper and unit."""
    with transaction.atomic():
        account, new = Account.objects.get_or_create(
            home=home,
            kind=terms.kind,
            organ_id=terms.organ,
            key=terms.key,
            year=terms.year,
            defaults={
                "keeper_id": terms.keeper,
                "unit": terms.unit.value,
                "opened_by": act.by,
                "opened_at": act.at,
            },
        )
        if new:
            opened = AllowanceOpened(
                terms.kind, terms.organ, terms.keeper, terms.key, terms.unit.value, terms.year
            )
            append([entry(opened, act, home=home, stream=account.stream)])
        elif (account.keeper_id, account.unit) != (terms.keeper, terms.unit.value):
            raise Refusal(
                "allowance.opened_otherwise",
                "This account was opened with another keeper or unit. Use it as it is, or open one of another kind.",
            )
    return account


def approve(account: int, amount: Decimal | int, ground: Ground, act: Act) -> Movement:
    """核定额度: raise what there is to give by an approved amount."""
    return _moved_alone(account, _Move(Code.APPROVE, amount), ground, act)


def adjust(account: int, amount: Decimal | int, ground: Ground, act: Act) -> Movement:
    """调整额度: raise or, with an amount below zero, lower what there is to give; never below what is taken."""
    return _moved_alone(account, _Move(Code.ADJUST, amount), ground, act)


def transfer(
    source: int, target: int, amount: Decimal | int, ground: Ground, act: Act
) -> tuple[Movement, Movement]:
    """调剂额度: move what is free from one account to another of the same kind of unit."""
    with transaction.atomic():
        locked = _locked([source, target])
        if source == target or locked[source].unit != locked[target].unit:
            raise Refusal(
                "allowance.transfer",
                "An allowance is transferred between two accounts that count in the same unit. Choose another account.",
            )
        amount = rules.checked(amount, locked[source].counted_in)
        given = _Move(Code.TRANSFER, -amount, other=target)
        taken = _Move(Code.TRANSFER, amount, other=source)
        return (
            _moved(locked[source], given, ground, act),
            _moved(locked[target], taken, ground, act),
        )


def hold(account: int, amount: Decimal | int, ground: Ground, act: Act) -> Hold:
    """占用额度: hold an amount for a cause, or refuse with the figures; the same act and cause hold once."""
    return hold_all({account: amount}, ground, act)[0]


def hold_all(amounts: Mapping[int, Decimal | int], ground: Ground, act: Act) -> list[Hold]:
    """占用多项额度: hold in several accounts for one cause, all or none; return the holds in the order of the accounts' ids."""
    with transaction.atomic():
        moved = [
            _moved(account, _Move(Code.HOLD, amounts[pk]), ground, act)
            for pk, account in _locked(amounts).items()
        ]
        return [_found(one.account_id, one.n) for one in moved]


def commit(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """锁定额度: what was held is promised now, as by a contract or a decision; all that is held if no amount is given."""
    return _continued(held, _Move(Code.COMMIT, amount), ground, act)


def use(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """使用额度: what was committed is spent or taken now; all that is committed if no amount is given."""
    return _continued(held, _Move(Code.USE, amount), ground, act)


def give_back(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """退回额度: free what was used, as by a refund or when a car is struck off; all that is used if no amount is given."""
    return _continued(held, _Move(Code.GIVE_BACK, amount), ground, act)


def release(held: Hold, ground: Ground, act: Act, *, amount: Decimal | int | None = None) -> Hold:
    """释放额度: free what is held or committed and not used; all of it if no amount is given, else held before committed."""
    with transaction.atomic():
        account = _locked([held.account])[held.account]
        _release(account, _found(held.account, held.n), ground, act, amount)
        return _found(held.account, held.n)


def commit_for(home: int, cause: str, act: Act, *, reason: str = "") -> list[Hold]:
    """Commit all that a cause still holds, in whatever accounts; to do it again does nothing."""
    with transaction.atomic():
        held = _locked_holds(home, cause)
        for account, one in held:
            if one.figures.held:
                _moved(account, _Move(Code.COMMIT, None, hold=one.n), Ground(cause, reason), act)
        return [_found(one.account, one.n) for _account, one in held]


def release_for(home: int, cause: str, act: Act, *, reason: str = "") -> list[Hold]:
    """Release all that a cause holds or has committed and not used, in whatever accounts; to do it again does nothing."""
    with transaction.atomic():
        held = _locked_holds(home, cause)
        for account, one in held:
            _release(account, one, Ground(cause, reason), act, None)
        return [_found(one.account, one.n) for _account, one in held]


def reverse(account: int, n: int, ground: Ground, act: Act) -> Movement:
    """冲销: add the opposite of a movement, once; a transfer is transferred back instead, and a reversal is made anew."""
    with transaction.atomic():
        locked = _locked([account])[account]
        undone = (
            locked.movements.filter(n=n).exclude(code__in=[Code.TRANSFER, Code.REVERSE]).first()
        )
        if undone is None:
            raise Refusal(
                "allowance.not_reversible",
                "There is no such movement that can be reversed. Transfer an amount back, or move it anew.",
            )
        move = _Move(Code.REVERSE, abs(undone.amount), undone.freed, undone.hold, reverses=n)
        done = locked.movements.filter(reverses=n).first()
        if done is not None and (done.by, done.act) == (act.by, act.key):
            return done
        if done is not None:
            raise Refusal(
                "allowance.reversed_already",
                "This movement was reversed already. Load the page again to see it.",
            )
        return _stored(
            locked, move, -undone.figures, replace(ground, cause=ground.cause or undone.cause), act
        )


def _moved_alone(account: int, move: _Move, ground: Ground, act: Act) -> Movement:
    with transaction.atomic():
        return _moved(_locked([account])[account], move, ground, act)


def _continued(held: Hold, move: _Move, ground: Ground, act: Act) -> Hold:
    """Move on with what is held: nothing of a hold is moved but under the lock of its account."""
    with transaction.atomic():
        account = _locked([held.account])[held.account]
        _moved(
            account,
            replace(move, hold=held.n),
            replace(ground, cause=ground.cause or held.cause),
            act,
        )
        return _found(held.account, held.n)


def _locked(accounts: Iterable[int]) -> dict[int, Account]:
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


def _locked_holds(home: int, cause: str) -> list[tuple[Account, Hold]]:
    """Lock the accounts in which a cause has holds, then read the holds as they stand."""
    locked = _locked({one.account for one in holds_of(home, cause)})
    return [(locked[one.account], one) for one in holds_of(home, cause) if one.account in locked]


def _found(account: int, n: int) -> Hold:
    found = hold_of(account, n)
    if found is None:
        raise Refusal(
            "allowance.no_hold",
            "Nothing is held under this number. Load the page again and choose a hold from the account.",
        )
    return found


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
            _moved(account, _Move(Code.RELEASE, freed, part, held.n), ground, act)


def _moved(account: Account, move: _Move, ground: Ground, act: Act) -> Movement:
    """Judge and store one movement of a locked account; the same act for the same cause returns the first."""
    first = _same(account, move, ground, act)
    if first is not None:
        return first
    wished = _all_of(account, move) if move.amount is None else move.amount
    amount = rules.checked(wished, account.counted_in, signed=move.code in rules.SIGNED)
    effect = rules.change(move.code, amount, move.part)
    return _stored(account, replace(move, amount=amount), effect, ground, act)


def _all_of(account: Account, move: _Move) -> Decimal:
    figures = _found(account.pk, move.hold).figures
    return {Code.COMMIT: figures.held, Code.USE: figures.committed}.get(move.code, figures.used)


def _same(account: Account, move: _Move, ground: Ground, act: Act) -> Movement | None:
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


def _stored(account: Account, move: _Move, effect: Figures, ground: Ground, act: Act) -> Movement:
    """Refuse what would take more than there is; else log the movement and store its row."""
    unit = account.counted_in
    hold = _found(account.pk, move.hold).figures if move.hold else Figures()
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
