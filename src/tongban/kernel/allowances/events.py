"""What can happen to an account of allowances. Amounts are text in the digits of the account's unit."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class AllowanceOpened:
    """开立额度账户: an organ got an account of a kind, run by its keeper; `year` is null where it is open-ended."""

    type: ClassVar[str] = "allowance.opened"
    kind: str
    organ: int
    keeper: int
    key: str
    unit: str
    year: int | None


@dataclass(frozen=True, slots=True)
class AllowanceMoved:
    """额度变动: the movement `code` of `amount`; `hold` is the event that began the hold it belongs to, 0 for none.

    `part` is what a release freed, `reverses` the event that a reversal undoes, `other` the other account of a transfer.
    """

    type: ClassVar[str] = "allowance.moved"
    code: str
    amount: str
    cause: str
    happened: str
    part: str = ""
    hold: int = 0
    reverses: int | None = None
    other: int | None = None


AllowanceEvent: TypeAlias = AllowanceOpened | AllowanceMoved


def entry(event: AllowanceEvent, act: Act, *, home: int, stream: str) -> Entry:
    """Return the log entry of `event` in the account's own stream."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
