"""What can happen to a mirrored case. No event holds a name, a document's number or the words of a step."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class MirrorReported:
    """镜像报送: another system told how one of its cases stood at `reported_at`; `steps` of its progress were new."""

    type: ClassVar[str] = "mirror.reported"
    system: str
    number: str
    matter: int
    organ: int
    party: int | None
    state: str
    outcome: str
    received_on: str
    accepted_on: str | None
    promised_on: str | None
    decided_on: str | None
    reported_at: str
    steps: int


def entry(event: MirrorReported, act: Act, *, home: int, mirror: int) -> Entry:
    """Return the log entry of `event` in the stream of the mirrored case."""
    stream = f"mirror/{mirror}"
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
