"""What can happen to a concern. No event holds its words, its answer or a contact."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class ConcernRaised:
    """提交反映: somebody told what could not be done, or suggested something; it is answered by `due_on`."""

    type: ClassVar[str] = "concern.raised"
    kind: str
    due_on: str


@dataclass(frozen=True, slots=True)
class ConcernContactRead:
    """查看联系方式: a duty manager was shown how to reach who raised it."""

    type: ClassVar[str] = "concern.contact_read"


@dataclass(frozen=True, slots=True)
class ConcernAnswered:
    """答复反映: one duty manager answered it, in time or late."""

    type: ClassVar[str] = "concern.answered"
    late: bool


@dataclass(frozen=True, slots=True)
class ConcernRevisited:
    """回访: who raised it was asked after the answer, and is satisfied or not."""

    type: ClassVar[str] = "concern.revisited"
    satisfied: bool


@dataclass(frozen=True, slots=True)
class ConcernContactErased:
    """删除联系方式: the contact is gone, by the `wish` of who left it or as its days of `retention` are over."""

    type: ClassVar[str] = "concern.contact_erased"
    ground: str


ConcernEvent: TypeAlias = (
    ConcernRaised | ConcernContactRead | ConcernAnswered | ConcernRevisited | ConcernContactErased
)


def entry(event: ConcernEvent, act: Act, *, home: int, concern: int) -> Entry:
    """Return the log entry of `event` in the concern's own stream."""
    stream = f"concern/{concern}"
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
