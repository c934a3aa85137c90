"""What can happen to the law of a place. No event holds personal data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class DaySet:
    """调整工作日: a place works, or does not work, on `day` (ISO form), by the notice named."""

    type: ClassVar[str] = "law.day_set"
    region: str
    day: str
    working: bool
    name: str
    notice: str


@dataclass(frozen=True, slots=True)
class YearEntered:
    """录入年度放假安排: the year's notice was entered for the whole country, `digest` being SHA-256 of its text."""

    type: ClassVar[str] = "law.year_entered"
    region: str
    year: int
    digest: str


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """设定数值: a place has a legal number of its own from `since` (ISO form) on."""

    type: ClassVar[str] = "law.parameter_set"
    region: str
    name: str
    since: str
    value: str | int | bool | Sequence[str] | Sequence[int]
    law: str
    article: str
    rule: str
    confidence: str


Happening: TypeAlias = DaySet | YearEntered | ParameterSet


def entry(event: Happening, act: Act) -> Entry:
    """Return the log entry of `event`, in the stream of its region; `home` is the county or what stands above it."""
    home = int((event.region or "0")[:6])
    stream = f"law/{event.region or 'national'}"
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
