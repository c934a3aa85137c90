"""What the components draw: small frozen facts that pages hand to templates. No domain words."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DueState(StrEnum):
    """How a limit stands. Each has a colour and always a text beside it."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Due:
    """办理时限: the bar of one limit. `used` and `promise` are per cent of the statutory limit, 0 to 100."""

    used: int
    state: DueState
    text: str
    promise: int | None = None

    @property
    def shown(self) -> int:
        """Return `used` kept between 0 and 100, as the bar can draw no more."""
        return min(100, max(0, self.used))


class DayKind(StrEnum):
    """What a date is for a clock; one date may be several, a make-up day that is counted and today."""

    OFF = "off"
    COUNTED = "counted"
    PAUSE = "pause"
    MAKEUP = "makeup"
    NOW = "now"
    PROMISED = "promised"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Day:
    """逐日说明: one square of the day strip. `note` is the running number or the reason, four characters at most."""

    on: date
    note: str
    kinds: tuple[DayKind, ...] = ()
    why: str = ""

    @property
    def classes(self) -> str:
        """Return the kinds as CSS class names."""
        return " ".join(self.kinds)

    @property
    def makeup(self) -> bool:
        """Say whether this is a weekend that is worked."""
        return DayKind.MAKEUP in self.kinds

    @property
    def promised(self) -> bool:
        """Say whether the promised limit ends here."""
        return DayKind.PROMISED in self.kinds

    @property
    def legal(self) -> bool:
        """Say whether the statutory limit ends here."""
        return DayKind.LEGAL in self.kinds


class Tone(StrEnum):
    """How a happening or a tag is coloured."""

    PLAIN = ""
    GOOD = "good"
    BAD = "bad"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Happening:
    """办理过程: one entry of the timeline, newest first. `at` is aware, or `None` for what is still to come."""

    at: datetime | None
    what: str
    who: str = ""
    words: str = ""
    tone: Tone = Tone.PLAIN


class NodeState(StrEnum):
    """Where a step of a flow stands."""

    PASSED = "passed"
    CURRENT = "current"
    WAITING = "waiting"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """环节: one node of a flow picture, by its BPMN element id; `note` says who and since when."""

    node: str
    name: str
    state: NodeState = NodeState.WAITING
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """流程图: a BPMN document (by address or inline) with the steps that a list shows where no picture can be drawn.

    A `plain` flow says how a matter runs; any other says where one run of it stands.
    """

    label: str
    steps: tuple[FlowStep, ...]
    url: str = ""
    xml: str = ""
    plain: bool = False

    @property
    def marks(self) -> str:
        """Return the element ids by state as JSON: `{"passed": [...], "current": [...], "waiting": [...]}`."""
        if self.plain:
            return "{}"
        return json.dumps(
            {state.value: [s.node for s in self.steps if s.state == state] for state in NodeState}
        )

    @property
    def stopped(self) -> bool:
        """Say whether any step ended without being done."""
        return any(step.state == NodeState.CANCELLED for step in self.steps)

    @property
    def inline(self) -> str:
        """Return `xml` made safe for a data block: BPMN has no use for a literal `</script`."""
        return self.xml.replace("</script", "&lt;/script").replace("<!--", "&lt;!--")


@dataclass(frozen=True, slots=True)
class Square:
    """二维码: a square code of `size` modules a side, one byte for each module of a row: 1 is dark."""

    size: int
    rows: tuple[bytes, ...]

    @property
    def path(self) -> str:
        """Return the dark modules as the path of a picture whose unit is one module."""
        dark = ((x, y) for y, row in enumerate(self.rows) for x, one in enumerate(row) if one)
        return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong answer of a form; `field` is the id of the control that the summary leads to."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a stepper; `url` is empty where it cannot be opened yet."""

    name: str
    url: str = ""
    done: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """One link of the way back; the last one has no `url`."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Saving:
    """一件事减负: one figure before and after."""

    name: str
    before: str
    after: str
