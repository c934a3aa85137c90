"""A matter's flow that waits: at a time, at the edge of a step, for a message; each part as a test draws it."""

from itertools import pairwise

from builders.nested import HEAD

ORGANS = ("survey", "civil", "police", "fire")


def timed(length: str = "5wd", *, date: str = "") -> str:
    """What a timer says: how long it waits, or until which day."""
    said = f"<timeDate>{date}</timeDate>" if date else f"<timeDuration>{length}</timeDuration>"
    return f"<timerEventDefinition>{said}</timerEventDefinition>"


def catch(id_: str, inside: str, name: str = "") -> str:
    """An event at which the case rests."""
    return f'<intermediateCatchEvent id="{id_}" name="{name}">{inside}</intermediateCatchEvent>'


def edge(id_: str, host: str, inside: str, *, name: str = "", interrupts: bool = True) -> str:
    """An event at the edge of a step."""
    cancel = str(interrupts).lower()
    words = f'id="{id_}" name="{name}" attachedToRef="{host}" cancelActivity="{cancel}"'
    return f"<boundaryEvent {words}>{inside}</boundaryEvent>"


def review(name: str, performer: str = "", more: str = "", inside: str = "") -> str:
    """A review, by the performer of its own name unless another is named."""
    words = f'id="{name}" name="{name}" t:act="review" t:performer="{performer or name}" {more}'
    return f"<userTask {words}>{inside}</userTask>"


def ways(*lines: str) -> str:
    """Arrows along each line of nodes."""
    return "".join(
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for line in lines
        for source, target in pairwise(line.split())
    )


def waiting(line: str, *parts: str, more: tuple[str, ...] = (), around: str = "") -> str:
    """A flow along `line` from the acceptance to the end of the case; `more` lines lead beside it."""
    return (
        f'{HEAD}{around}<process id="p" name="等候流程"><startEvent id="start"/>'
        '<userTask id="accept" name="受理" t:act="accept" t:performer="window"/>'
        '<userTask id="decide" name="决定" t:act="decide" t:performer="leader"/>'
        f'<endEvent id="end"/>{"".join(parts)}{ways(f"start accept {line} end", *more)}'
        "</process></definitions>"
    )


NOTICE = waiting("survey notice decide", review("survey"), catch("notice", timed(), "公示"))
"""A survey, five working days of public notice, the decision."""

LATE = waiting(
    "survey civil decide",
    review("survey"),
    review("civil"),
    review("police"),
    edge("late", "civil", timed("3wd"), name="逾期未办"),
    more=("late police decide",),
)
"""A step that another takes over when it is not done in three working days."""

BESIDE = waiting(
    "survey civil decide",
    review("survey"),
    review("civil"),
    review("police"),
    edge("watch", "civil", timed("3wd"), name="督办", interrupts=False),
    '<endEvent id="seen"/>',
    more=("watch police seen",),
)
"""A step beside which another opens when it is not done in three working days."""
