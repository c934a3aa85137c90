"""额度核对: the movements of every account must be what its log says, line by line and figure by figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongban.kernel.allowances.events import AllowanceMoved, AllowanceOpened
from tongban.kernel.allowances.queries import Movement, every_account, movements_of
from tongban.kernel.allowances.rules import Code, Figures, Part, change
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of


@dataclass(frozen=True, slots=True)
class Difference:
    """不一致: an account whose rows are not the fold of its log, and the first number at which they part."""

    account: int
    n: int


def differences() -> Iterator[Difference]:
    """Yield the accounts whose rows differ from their log."""
    for account in every_account():
        logged = folded(events_of(account.home, account.stream))
        stored = {row.n: _row(row) for row in movements_of(account)}
        stored[1] = (
            account.kind,
            account.organ_id,
            account.keeper_id,
            account.key,
            account.unit,
            account.year,
        )
        wrong = [n for n in sorted(logged.keys() | stored.keys()) if logged.get(n) != stored.get(n)]
        if wrong:
            yield Difference(account.pk, wrong[0])


def folded(records: list[Record]) -> dict[int, tuple[object, ...]]:
    """Return what the log of one account says its rows must be, by number; reads nothing but the records."""
    rows: dict[int, tuple[object, ...]] = {}
    effects: dict[int, Figures] = {}
    for record in records:
        data: dict[str, Any] = dict(record.data)
        if record.type == AllowanceOpened.type:
            rows[record.n] = tuple(
                data[name] for name in ("kind", "organ", "keeper", "key", "unit", "year")
            )
            continue
        moved = AllowanceMoved(**data)
        amount = Decimal(moved.amount)
        if moved.code == Code.REVERSE:
            effect = -effects[moved.reverses or 0]
        else:
            effect = change(Code(moved.code), amount, Part(moved.part))
        effects[record.n] = effect
        hold = record.n if moved.code == Code.HOLD else moved.hold
        rest = (moved.cause, moved.happened, moved.reverses, moved.other, record.by, record.at)
        rows[record.n] = (moved.code, amount, moved.part, hold, *rest, effect)
    return rows


def _row(row: Movement) -> tuple[object, ...]:
    rest = (row.cause, row.happened.isoformat(), row.reverses, row.other, row.by, row.recorded_at)
    return (row.code, row.amount, row.part, row.hold, *rest, row.figures)
