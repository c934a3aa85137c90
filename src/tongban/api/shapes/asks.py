"""What is asked of a second person, what those concerned say, and how a file is closed."""

from typing import Literal

from pydantic import Field

from tongban.api.shapes.acts import Scalar
from tongban.api.shapes.kinds import Body, Day, Id, Line, Words

Ground = Literal[
    "applicant_died",
    "applicant_dissolved",
    "object_lost",
    "matter_cancelled",
    "not_cooperating",
    "force_majeure",
]


class AskExtensionIn(Body):
    """申请延期: how many working days more, and why."""

    days: int = Field(ge=1, le=1000)
    reason: Words


class AskTerminationIn(Body):
    """申请终止: on which ground of the list the case ends without a decision, and why."""

    ground: Ground
    reason: Words


class AskCorrectionIn(Body):
    """申请更正: which entry of the form, such as `applicant.name`, is to say what, and why."""

    path: Line
    value: Scalar
    reason: Words


class AskVoidIn(Body):
    """申请作废: why the receipt was entered wrongly."""

    reason: Words


class AskWaiverIn(Body):
    """放弃听证: which hearing was given up, on which day, and how that is known."""

    special: Id
    happened: Day
    reason: Words


class HearIn(Body):
    """陈述申辩: who speaks, and what was said."""

    role: Literal["applicant", "third_party"] = "applicant"
    words: Words


class NoteMessageIn(Body):
    """来件登记: which message, by its name or the id of its event in the flow, what it says, and the facts that it brings."""

    message: Line
    words: Words
    facts: dict[Line, Scalar] = Field({}, max_length=50)


class ArchiveIn(Body):
    """归档: nothing more is asked; the file is what the case holds."""
