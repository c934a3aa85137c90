"""What can happen to tracks and fences. Where a car was stands in no event; places of fences are text."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class TrackKept:
    """轨迹入库: of a file (its digest) so many trips of a car were kept, of so many metres together."""

    type: ClassVar[str] = "track.kept"
    file: int
    digest: str
    journeys: int
    metres: int


@dataclass(frozen=True, slots=True)
class TrackErased:
    """轨迹删除: what was kept of a file for a car was taken back; its positions are gone."""

    type: ClassVar[str] = "track.erased"
    file: int
    journeys: int


@dataclass(frozen=True, slots=True)
class TrackLooked:
    """轨迹查阅: somebody looked where the car went on a journey, for a purpose that he named."""

    type: ClassVar[str] = "track.looked"
    journey: int
    purpose: str


@dataclass(frozen=True, slots=True)
class FenceSet:
    """围栏设定: an area that an organ's cars should not leave, from a day on. `corners` are “latitude longitude”."""

    type: ClassVar[str] = "fence.set"
    organ: int
    shape: str
    corners: Sequence[str]
    radius: int | None
    since: str


@dataclass(frozen=True, slots=True)
class FenceEnded:
    """围栏停用: from this day on the fence is no longer in force."""

    type: ClassVar[str] = "fence.ended"
    until: str


TrackEvent: TypeAlias = TrackKept | TrackErased | TrackLooked
FenceEvent: TypeAlias = FenceSet | FenceEnded


def stream_of(vehicle_id: int) -> str:
    """Return the stream of a car's tracks."""
    return f"track/{vehicle_id}"


def entry(event: TrackEvent | FenceEvent, act: Act, *, home: int, stream: str) -> Entry:
    """Return the log entry of `event` in the stream of a car's tracks, or of a fence."""
    data = asdict(event)
    if isinstance(event, FenceSet):
        data["corners"] = list(event.corners)
    return Entry(home=home, stream=stream, type=event.type, data=data, act=act)
