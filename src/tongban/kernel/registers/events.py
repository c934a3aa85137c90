"""What can happen to an entry of a register. No event holds a reason or a personal value: `content` is their salted digest."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry as Logged
from tongban.kernel.registers.declaring import Plain


@dataclass(frozen=True, slots=True)
class EntryEntered:
    """登记: an entry is kept from the day `on`; `dated` are the values that keep what held when."""

    type: ClassVar[str] = "entry.entered"
    on: str
    organ: int
    content: str
    confidential: bool = False
    values: Mapping[str, Plain] = field(default_factory=dict)
    dated: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryAmended:
    """变更登记: values were corrected, and those that are dated hold from the day `on`; another organ keeps it, if named."""

    type: ClassVar[str] = "entry.amended"
    on: str
    content: str
    organ: int | None = None
    confidential: bool | None = None
    values: Mapping[str, Plain] = field(default_factory=dict)
    dated: Mapping[str, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryClosed:
    """注销登记: the entry is no longer kept from the day `on`."""

    type: ClassVar[str] = "entry.closed"
    on: str
    content: str


@dataclass(frozen=True, slots=True)
class EntryReopened:
    """恢复登记: the closing was a mistake, and the entry stands as if it had never been closed."""

    type: ClassVar[str] = "entry.reopened"
    content: str


@dataclass(frozen=True, slots=True)
class EntryUndone:
    """撤销变更: the entry stands again as it stood at the version `back_to`; at 0 it should never have been entered."""

    type: ClassVar[str] = "entry.undone"
    back_to: int
    content: str


@dataclass(frozen=True, slots=True)
class EntryFiled:
    """归入证件资料: a paper of the entry was attached, which is good up to and with the day `until`."""

    type: ClassVar[str] = "entry.filed"
    document: int
    paper: str
    sha256: str
    until: str | None
    content: str


@dataclass(frozen=True, slots=True)
class EntryUnfiled:
    """移出证件资料: a paper of the entry is shown no longer."""

    type: ClassVar[str] = "entry.unfiled"
    document: int
    content: str


Happened: TypeAlias = (
    EntryEntered
    | EntryAmended
    | EntryClosed
    | EntryReopened
    | EntryUndone
    | EntryFiled
    | EntryUnfiled
)
EVENTS: Mapping[str, type[Happened]] = {
    each.type: each
    for each in (
        EntryEntered,
        EntryAmended,
        EntryClosed,
        EntryReopened,
        EntryUndone,
        EntryFiled,
        EntryUnfiled,
    )
}


def stream_of(kind: str, entry_id: int) -> str:
    """Return the stream of an entry."""
    return f"entry/{kind}/{entry_id}"


def logged(event: Happened, act: Act, *, home: int, stream: str) -> Logged:
    """Return the log entry of `event`."""
    return Logged(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
