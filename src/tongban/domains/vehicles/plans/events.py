"""What can happen to a plan of cars. Names, reasons and opinions stay out of the log."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class PlanSubmitted:
    """计划报送: a plan of `cars` cars, `renewals` of them for cars that go, passed every check and waits for approval.

    `lines` is the digest of what the lines ask for.
    """

    type: ClassVar[str] = "car_plan.submitted"
    organ: int
    year: int
    cars: int
    renewals: int
    lines: str = ""


@dataclass(frozen=True, slots=True)
class PlanAnswered:
    """计划批复: the plan was approved and its places frozen, or sent back."""

    type: ClassVar[str] = "car_plan.answered"
    approved: bool


@dataclass(frozen=True, slots=True)
class PlanLineSettled:
    """计划落实: a car of the plan was registered as `vehicle` and took its place, or the line was withdrawn."""

    type: ClassVar[str] = "car_plan.settled"
    line: int
    vehicle: int | None = None


PlanEvent: TypeAlias = PlanSubmitted | PlanAnswered | PlanLineSettled


def entry(event: PlanEvent, act: Act, *, home: int, stream: str) -> Entry:
    """Return the log entry of `event` in the plan's own stream."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
