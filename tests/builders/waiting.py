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


def message(name: str = "") -> str:
    """What an event says that waits for a message of that id."""
    return f'<messageEventDefinition messageRef="{name}"/>' if name else "<messageEventDefinition/>"


def choice(id_: str, condition: str, *, met: str, default: str) -> str:
    """A gateway that leads to `met` where the condition holds, else to `default`."""
    return (
        f'<exclusiveGateway id="{id_}" default="{id_}_{default}"/>{ways(f"{id_} {default}")}'
        f'<sequenceFlow id="{id_}_met" sourceRef="{id_}" targetRef="{met}">'
        f"<conditionExpression>{condition}</conditionExpression></sequenceFlow>"
    )


SENT = '<message id="m_reply" name="消防部门复函"/>'
REPLY = waiting(
    "survey reply",
    review("survey"),
    review("police"),
    catch("reply", message("m_reply"), "等待复函"),
    choice("fit", "messages.reply.result == '合格' and messages.reply.area &gt; 50", met="decide", default="police"),
    more=("reply fit", "police decide"),
    around=SENT,
).replace(ways("reply end"), ways("decide end"))  # fmt: skip
"""A case waits for another organ's answer, and goes by what it says."""

RACE = waiting(
    "survey race",
    review("survey"),
    review("police"),
    '<eventBasedGateway id="race"/><receiveTask id="reply" name="复函" messageRef="m_reply"/>',
    catch("late", timed("5wd"), "逾期未复"),
    more=("race reply decide", "race late police decide end"),
    around=SENT,
).replace(ways("race end"), "")
"""An answer, or five working days without one, whichever comes first."""

TOLD = waiting(
    "survey civil decide",
    review("survey"),
    review("civil"),
    review("police"),
    edge("new", "civil", message(), name="新证据"),
    edge("hint", "civil", message("m_hint"), interrupts=False),
    '<endEvent id="seen"/>',
    more=("new survey", "hint police seen"),
    around='<message id="m_hint" name="举报线索"/>',
)
"""While a step is open, new evidence may begin the survey anew, and hints may come beside it."""


def asked(characteristics: str, until: str = "", *, performers: str = "civil, police, fire") -> str:
    """A flow whose departments are asked beside each other, each in a round of its own."""
    inside = (
        f"<multiInstanceLoopCharacteristics {characteristics}>"
        f"{f'<completionCondition>{until}</completionCondition>' if until else ''}"
        "</multiInstanceLoopCharacteristics>"
    )
    return waiting(
        "survey ask",
        review("survey"),
        review("ask", performers, 't:rule="any"', inside),
        review("more", "survey"),
        choice("which", "counts.ask.failed &gt; 0", met="more", default="decide"),
        more=("ask which", "more decide end"),
    ).replace(ways("ask end"), "")


LISTED = 't:collection="form.applicant.departments"'
QUOTA = "counts.ask.passed &gt;= 2 or counts.ask.failed &gt;= 1"
ALONGSIDE = waiting(
    "survey call decide",
    review("survey"),
    '<callActivity id="call" calledElement="q" t:wait="false"/>',
).replace(
    "</definitions>",
    f'<process id="q"><startEvent id="q_start"/>{review("police")}<endEvent id="q_end"/>'
    f"{ways('q_start police q_end')}</process></definitions>",
)
"""A call beside the flow, for which nobody waits before the decision."""
