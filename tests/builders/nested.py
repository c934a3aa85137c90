"""A matter's flow with a sub-process, a step done twice in turn and a call that an error may leave."""

from itertools import pairwise

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" '
    'id="d">'
)


def nested(
    *,
    check: str = "userTask",
    repeat: str = 'isSequential="true"',
    call: str = "",
    edge: str = "error",
    wrong: str = "<errorEventDefinition/>",
    end: str = "",
    more: str = "",
) -> str:
    """The window, a survey, then a sub-process with two reviews beside each other, a step twice, a call, the decision.

    `more` stands in the process; the others change one element each.
    """
    asked = 't:act="review" t:performer="civil"' if check == "userTask" else ""
    sub = "".join(
        (
            '<startEvent id="inner_start"/><parallelGateway id="inner_fork"/>',
            _review("civil") + _review("police"),
            '<parallelGateway id="inner_join"/><endEvent id="inner_end"/>',
            _ways("inner_start inner_fork civil inner_join inner_end"),
            _ways("inner_fork police inner_join"),
        )
    )
    called = (
        f'<startEvent id="q_start"/><{check} id="check" name="核查" {asked}/>'
        '<exclusiveGateway id="good" default="good_q_end"/><endEvent id="q_end"/>'
        f'<endEvent id="q_error">{wrong}</endEvent>'
        f"{_ways('q_start check good q_end')}"
        '<sequenceFlow id="bad" sourceRef="good" targetRef="q_error"><conditionExpression>'
        "nodes.check == 'failed'</conditionExpression></sequenceFlow>"
    )
    fire = (
        f"<multiInstanceLoopCharacteristics {repeat}><loopCardinality>2</loopCardinality>"
        "<completionCondition>nodes.fire == 'failed'</completionCondition>"
        "</multiInstanceLoopCharacteristics>"
    )
    return (
        f'{HEAD}<process id="p" name="套嵌流程"><startEvent id="start"/>'
        '<userTask id="accept" name="受理" t:act="accept" t:performer="window"/>'
        f'{_review("survey")}<subProcess id="sub" name="联合核查">{sub}</subProcess>'
        f'{_review("fire", fire)}<callActivity id="call" calledElement="q" {call}/>'
        f'<boundaryEvent id="edge" attachedToRef="call"><{edge}EventDefinition/></boundaryEvent>'
        '<userTask id="repair" name="补正核查" t:act="review" t:performer="police"/>'
        '<userTask id="decide" name="决定" t:act="decide" t:performer="leader"/>'
        f'<endEvent id="end">{end}</endEvent>{more}'
        f"{_ways('start accept survey sub fire call decide end')}{_ways('edge repair decide')}"
        f'</process><process id="q" name="核查流程">{called}</process></definitions>'
    )


def _review(name: str, inside: str = "") -> str:
    words = f'id="{name}" name="{name}" t:act="review" t:performer="{name}"'
    return f"<userTask {words}>{inside}</userTask>"


def _ways(way: str) -> str:
    return "".join(
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in pairwise(way.split())
    )


NESTED = nested()
