"""What the log is made of: entries before, records after they are chained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from tongban.kernel import Act

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"
Data: TypeAlias = Mapping[str, Value]

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """日志条目: something that is about to be recorded in `stream` (`case/…`, `organ/3` …) of the place `home`.

    `subject` is the id of the case that owns the stream, 0 where no case does. `data` holds no personal data.
    """

    home: int
    stream: str
    type: str
    data: Data
    act: Act
    subject: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """链首: the end of a stream so far: the last number, its hash and its instant (`None` before the first)."""

    n: int = 0
    hash: str = GENESIS
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """日志记录: one chained event, as stored and as hashed. `at` is an aware instant."""

    home: int
    subject: int
    stream: str
    n: int
    type: str
    at: datetime
    by: str
    behalf: str | None
    organ: str
    data: Data
    prev: str
    hash: str
