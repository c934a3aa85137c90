"""Reading allowances: accounts with their figures in one statement, holds by their cause, and the movements behind each figure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from tongban.kernel.allowances.models import Account, Movement
from tongban.kernel.allowances.rules import Code, Figures, Part, Unit
from tongban.kernel.identity.queries import Person, posts_of

__all__ = [
    "Account",
    "Code",
    "Figures",
    "Hold",
    "Line",
    "Movement",
    "Part",
    "Statement",
    "Unit",
    "account_of",
    "account_visible_to",
    "accounts_of_kind",
    "accounts_visible_to",
    "balance",
    "balances",
    "every_account",
    "hold_of",
    "holds_of",
    "lines_of",
    "movements_of",
    "statements",
]

_FIGURES = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class Hold:
    """占用: what one cause has of one account; `n` is the number of the event that began it."""

    account: int
    n: int
    cause: str
    figures: Figures

    @property
    def open(self) -> bool:
        """Tell whether something of it can still be committed, used or released."""
        return bool(self.figures.held or self.figures.committed)


@dataclass(frozen=True, slots=True)
class Statement:
    """额度表行: an account with its figures."""

    account: Account
    figures: Figures


@dataclass(frozen=True, slots=True)
class Line:
    """额度台账行: a movement, and the figures of the account after it."""

    movement: Movement
    after: Figures


def account_of(
    home: int, kind: str, organ: int, *, key: str = "", year: int | None = None
) -> Account | None:
    """Return the account of an organ for a kind, a key (such as a class of cars) and a year; `year` is left out of open-ended ones."""
    found = Account.objects.filter(home=home, kind=kind, organ=organ, key=key, year=year)
    return found.first()


def accounts_of_kind(home: int, kind: str, *, year: int | None = None) -> QuerySet[Account]:
    """Return all accounts of a kind in a county, for the domain that owns the kind; pages ask `accounts_visible_to`."""
    found = Account.objects.filter(home=home, kind=kind, year=year)
    return found.select_related("organ", "keeper").order_by("organ__path", "key", "pk")


def accounts_visible_to(reader: Person, *, on: date) -> QuerySet[Account]:
    """Return the accounts of the organs in which the reader holds a post, and those that these organs run."""
    organs = {post.organ_id for post in posts_of(reader, on=on)}
    seen = Account.objects.filter(Q(organ__in=organs) | Q(keeper__in=organs))
    return seen.select_related("organ", "keeper").order_by(
        "kind", "organ__path", "key", "-year", "pk"
    )


def account_visible_to(reader: Person, account_id: int, *, on: date) -> Account | None:
    """Return one of them; not found and not allowed look the same."""
    return accounts_visible_to(reader, on=on).filter(pk=account_id).first()


def balances(accounts: Iterable[int], *, on: date | None = None) -> dict[int, Figures]:
    """Return the figures of accounts, each the sum of its movements, in one statement; of those up to a day if one is named."""
    ids = list(accounts)
    moved = Movement.objects.filter(account__in=ids)
    rows = _sums(moved if on is None else moved.filter(happened__lte=on), "account")
    found = {pk: Figures(*figures) for pk, *figures in rows}
    return {pk: found.get(pk, Figures()) for pk in ids}


def balance(account: int) -> Figures:
    """Return the figures of one account."""
    return balances([account])[account]


def statements(accounts: Iterable[Account]) -> list[Statement]:
    """Return accounts that the reader was found to see with their figures, in two statements however many there are."""
    listed = list(accounts)
    found = balances(one.pk for one in listed)
    return [Statement(one, found[one.pk]) for one in listed]


def hold_of(account: int, n: int) -> Hold | None:
    """Return one hold as it stands."""
    rows = Movement.objects.filter(account=account, hold=n)
    began = rows.filter(n=n).first()
    if n == 0 or began is None:
        return None
    [(_hold, *figures)] = _sums(rows, "hold")
    return Hold(account, n, began.cause, Figures(*figures))


def holds_of(home: int, cause: str) -> list[Hold]:
    """Return the holds that a cause (a case number) began, open or not, by account and number."""
    began = Movement.objects.filter(home=home, cause=cause, code=Code.HOLD)
    asked = list(began.order_by("account", "n").values_list("account", "n"))
    rows = Movement.objects.filter(
        account__in={one for one, _n in asked}, hold__in={n for _one, n in asked}
    )
    sums = {
        (account, hold): Figures(*figures)
        for account, hold, *figures in _sums(rows, "account", "hold")
    }
    return [Hold(account, n, cause, sums[account, n]) for account, n in asked]


def every_account() -> Iterator[Account]:
    """Yield all accounts by number, to be compared with the log."""
    yield from Account.objects.order_by("pk").iterator()


def movements_of(account: Account) -> list[Movement]:
    """Return the movements of an account in the order of the log."""
    return list(account.movements.order_by("n"))


def lines_of(account: Account) -> list[Line]:
    """额度台账: return the movements of an account in order, each with the figures after it."""
    lines, after = [], Figures()
    for movement in movements_of(account):
        after += movement.figures
        lines.append(Line(movement, after))
    return lines


def _sums(rows: QuerySet[Movement], *by: str) -> list[tuple[Any, ...]]:
    """Return the sums of all figures by some columns, which come first."""
    summed = rows.values(*by).order_by(*by)
    return list(
        summed.annotate(**{f"sum_{name}": Sum(name) for name in _FIGURES}).values_list(
            *by, *[f"sum_{name}" for name in _FIGURES]
        )
    )
