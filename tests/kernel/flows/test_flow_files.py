"""What a flow file may hold, and what is said of the rest."""

import pytest

from builders.flows import HEAD, arrow, bpmn, drawn, problems
from tongban.kernel.flows import FlowFault, Problem, compiled

STRAIGHT = "\n".join(
    [
        *('<b:startEvent id="s"/>', '<b:userTask id="a"/>', '<b:endEvent id="e"/>'),
        *(arrow("s", "a"), arrow("a", "e")),
    ]
)


def told(xml: bytes) -> list[tuple[str, int, str]]:
    return [(each.element, each.line, each.reason) for each in problems(xml)]


def straight(task: str = '<b:userTask id="a"/>', more: str = "") -> bytes:
    return bpmn(STRAIGHT.replace('<b:userTask id="a"/>', task) + more)


def test_a_flow_keeps_names_arrows_and_what_its_tasks_ask_for():
    task = (
        '<b:userTask id="a" name="窗口&#10; 受理" tongban:act="accept" tongban:performer="window"'
        ' tongban:rule="any" tongban:limit="3wd" default="a_e"><b:documentation>x</b:documentation>'
        "<b:incoming>s_a</b:incoming><b:outgoing> a_e </b:outgoing>"
        "<b:extensionElements><x/></b:extensionElements></b:userTask>"
    )
    flow = compiled(
        bpmn(STRAIGHT.replace('<b:userTask id="a"/>', task), process='id="flow" name="申请"')
    )
    assert (flow.id, flow.name, flow.start) == ("flow", "申请", "s")
    node = flow.nodes["a"]
    assert (node.kind, node.name, node.line, node.default) == ("user", "窗口 受理", 4, "a_e")
    assert (node.act, node.performer, node.rule, node.limit) == ("accept", "window", "any", "3wd")
    assert (node.incoming, node.outgoing) == (("s_a",), ("a_e",))
    assert (flow.arrows["a_e"].source, flow.arrows["a_e"].target) == ("a", "e")


def test_a_task_that_asks_for_nothing_is_left_for_the_catalogue_to_judge():
    node = compiled(straight()).nodes["a"]
    assert (node.act, node.performer, node.rule, node.limit) == (None, None, "all", None)


def test_a_flow_cannot_be_changed():
    flow = compiled(straight())
    with pytest.raises(TypeError):
        flow.nodes["b"] = flow.nodes["a"]
    with pytest.raises(AttributeError):
        flow.starts = ("a",)


def test_lanes_pools_notes_and_the_diagram_are_left_alone():
    drawing = (
        '<b:laneSet id="l"><b:lane id="l1"><b:flowNodeRef>a</b:flowNodeRef></b:lane></b:laneSet>'
        '<b:textAnnotation id="t"><b:text>说明</b:text></b:textAnnotation>'
        '<b:association id="o" sourceRef="a" targetRef="t"/><b:group id="g"/>'
    )
    around = (
        '<b:collaboration id="c"><b:participant id="w" processRef="flow"><b:documentation/>'
        '</b:participant><b:messageFlow id="m" sourceRef="w" targetRef="a"/></b:collaboration>'
        '<b:category id="k"/><b:message id="n"/><b:process id="black_box"/>'
        '<i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" id="i"/>'
    )
    assert problems(bpmn(STRAIGHT + drawing, around=around)) == ()


INSIDE = [
    ('<b:transaction id="x"/>', "transaction is not supported here; make it a subProcess"),
    ('<b:adHocSubProcess id="x"/>', "adHocSubProcess is not supported here; make it a subProcess"),
    ('<b:choreographyTask id="x"/>', "choreographyTask is not supported here; remove it; a flow"),
    ('<b:subProcess id="x" triggeredByEvent="true"/>', "triggeredByEvent must be false; remove it"),
    ('<b:receiveTask id="x" instantiate="true"/>', "instantiate must be false; remove it"),
    (
        '<b:eventBasedGateway id="x" eventGatewayType="Parallel"/>',
        "eventGatewayType must be Exclusive; remove it",
    ),
    (
        '<b:intermediateThrowEvent id="x"><b:linkEventDefinition/></b:intermediateThrowEvent>',
        "linkEventDefinition is not supported here; draw the arrow",
    ),
    (
        '<b:intermediateCatchEvent id="x"/>',
        "the intermediateCatchEvent does not say what it waits for; give it a timer",
    ),
    (
        (
            '<b:intermediateCatchEvent id="x"><b:timerEventDefinition/><b:signalEventDefinition/>'
            "</b:intermediateCatchEvent>"
        ),
        "has several event definitions; give each its own event",
    ),
    (
        '<b:endEvent id="x"><b:errorEventDefinition errorRef="lost"/></b:endEvent>',
        "“lost” is no error of this file; define it",
    ),
    ('<b:callActivity id="x" tongban:wait="no"/>', "tongban:wait=“no”: must be one of true, false"),
    (
        '<b:callActivity id="x" tongban:wait="false"/>',
        "a call that nobody waits for must name a process of this file in calledElement",
    ),
    (
        '<b:userTask id="x" tongban:wait="false"/>',
        "tongban:wait=“false”: belongs on a callActivity",
    ),
    ('<b:task id="x" tongban:act="review"/>', "tongban:act belongs on a userTask only"),
    (
        '<b:startEvent id="x"><b:terminateEventDefinition/></b:startEvent>',
        "terminateEventDefinition is not supported here; it belongs in an endEvent",
    ),
    (
        '<b:boundaryEvent id="x" attachedToRef="s"><b:timerEventDefinition/></b:boundaryEvent>',
        "attachedToRef must name an activity of the same process",
    ),
    (
        (
            '<b:boundaryEvent id="x" attachedToRef="a" cancelActivity="false"><b:errorEventDefinition/>'
            "</b:boundaryEvent>"
        ),
        "an error always interrupts; remove cancelActivity",
    ),
    ('<b:userTask name="x"/>', "the userTask has no id; give it one"),
    ('<b:sequenceFlow sourceRef="a" targetRef="e"/>', "the sequenceFlow has no id; give it one"),
    ('<b:endEvent id="a"/>', "the id is already taken by the element on line 4"),
    ('<b:endEvent id="1"/>', "the id is malformed; it needs a letter or _"),
    (f'<b:endEvent id="{"x" * 201}"/>', "the id is malformed"),
    ('<b:lane id="a"/>', "the id is already taken by the element on line 4"),
    ('<userTask id="x"/>', "userTask without a namespace is not supported here; remove it"),
    ('<v:userTask xmlns:v="urn:v" id="x"/>', "{urn:v}userTask is not supported here"),
    ('<b:endEvent id="x" tongban:act="accept"/>', "tongban:act belongs on a userTask only"),
    (f'<b:endEvent id="x" name="{"名" * 201}"/>', "the name has more than 200 characters"),
    ('<b:sequenceFlow id="x" sourceRef="a"/>', "the sequenceFlow has no targetRef; connect it"),
    (
        '<b:sequenceFlow id="x" sourceRef="a" targetRef="s_a"/>',
        "targetRef names “s_a”, which is no node of this process",
    ),
    (
        '<b:sequenceFlow id="x" sourceRef="a" targetRef="e" tongban:act=""/>',
        "belongs on a userTask",
    ),
]


@pytest.mark.parametrize(("element", "reason"), INSIDE)
def test_what_is_outside_the_subset_is_refused_with_its_line(element, reason):
    found = [each for each in told(straight(more=f"\n{element}")) if reason in each[2]]
    assert [line for _, line, _ in found] == [8]


OF_A_TASK = [
    ('tongban:act="sign"', "tongban:act=“sign”: must be one of accept, review, decide"),
    ('tongban:rule="most"', "tongban:rule=“most”: must be one of all, any"),
    ('tongban:limit="3 days"', "a whole number with a unit: wd, cd, mo or h, such as 5wd"),
    ('tongban:limit="0wd"', "a whole number with a unit"),
    ('tongban:performer=" "', "must name who does it in 1 to 200 characters"),
    (f'tongban:performer="{"x" * 201}"', "must name who does it in 1 to 200 characters"),
    ('tongban:preformer="window"', "no such word; there are act, performer, rule, limit"),
    ('tongban:performer=" , "', "must name who does it"),
    ('tongban:hand="push"', "must be one of direct, claim, dispatch, dispatch-claim"),
    ('tongban:rule="vote" tongban:quota="3/2"', "of 1 at most"),
    ('tongban:rule="vote" tongban:quota=">1/1"', "of 1 at most"),
    ('tongban:rule="vote" tongban:quota="0"', "must be a share or a number"),
    ('tongban:rule="vote"', "a vote needs tongban:quota"),
    ('tongban:quota="2/3"', "belongs to tongban:rule=“vote”"),
    ('tongban:performer="a" tongban:veto="a"', "weights and veto belong to tongban:rule=“vote”"),
    (
        'tongban:rule="vote" tongban:quota="1" tongban:performer="a" tongban:veto="b"',
        "must name performers of this node",
    ),
    (
        'tongban:rule="vote" tongban:quota="1" tongban:performer="a" tongban:weights="a:0"',
        "weights from 1 to 100",
    ),
    (
        'tongban:performer="a, b" tongban:order="one-by-one" tongban:rule="any"',
        "goes with tongban:rule=“all” only",
    ),
    ('tongban:performer="a" tongban:order="one-by-one"', "needs several performers"),
    (
        'tongban:performer="a" tongban:act="decide" tongban:nobody="skip"',
        "only a review may be skipped",
    ),
    (
        'tongban:performer="a, b" tongban:act="review" tongban:nobody="skip"',
        "only a review with one performer",
    ),
    ('tongban:performer="a" tongban:hand="dispatch"', "dispatch needs tongban:dispatcher"),
    ('tongban:performer="a" tongban:dispatcher="b"', "a dispatcher belongs to tongban:hand"),
    (
        'tongban:performer="a, b" tongban:order="one-by-one" tongban:hand="claim"',
        "goes with tongban:hand=“direct” only",
    ),
    ('tongban:performer="a" tongban:overdue="escalate"', "tongban:overdue needs tongban:limit"),
    ('tongban:performer="a, a"', "a performer is named twice"),
    ('isForCompensation="true"', "isForCompensation must be false; remove it"),
    ('startQuantity="2"', "startQuantity must be 1; remove it"),
]


@pytest.mark.parametrize(("words", "reason"), OF_A_TASK)
def test_a_task_must_say_what_it_asks_for_in_known_words(words, reason):
    [(element, line, said)] = told(straight(f'<b:userTask id="a" {words}/>'))
    assert (element, line) == ("a", 4)
    assert reason in said


IN_A_TASK = [
    ("<b:multiInstanceLoopCharacteristics/>", "say how many there are, in loopCardinality or in"),
    (
        (
            "<b:multiInstanceLoopCharacteristics><b:loopCardinality>0</b:loopCardinality>"
            "</b:multiInstanceLoopCharacteristics>"
        ),
        "loopCardinality must be 1 to 1000",
    ),
    (
        (
            "<b:multiInstanceLoopCharacteristics><b:loopCardinality>'two'</b:loopCardinality>"
            "</b:multiInstanceLoopCharacteristics>"
        ),
        "loopCardinality, column 1: a whole number, a field or count(…) is expected",
    ),
    (
        '<b:multiInstanceLoopCharacteristics tongban:collection="1"/>',
        "tongban:collection=“1”: must be a field that is a list, such as form.cars",
    ),
    (
        (
            '<b:multiInstanceLoopCharacteristics tongban:collection="form.cars"><b:loopCardinality>2'
            "</b:loopCardinality></b:multiInstanceLoopCharacteristics>"
        ),
        "not in both",
    ),
    (
        '<b:multiInstanceLoopCharacteristics tongban:collection="form.cars" behavior="None"/>',
        "behavior must be All; remove it",
    ),
    ("<b:standardLoopCharacteristics/>", "it does not say when the activity is done again"),
    ('<b:standardLoopCharacteristics loopMaximum="0"/>', "loopMaximum must be 1 to 1000"),
    ("<b:script><b:x/></b:script><b:y/>", "y is not supported here"),
    ("<b:incoming>a_e</b:incoming>", "incoming names “a_e”, which does not lead here"),
    ("<b:incoming/>", "incoming names “”, which does not lead here"),
    ("<b:outgoing>s_a</b:outgoing>", "outgoing names “s_a”, which does not leave here"),
    ("<b:outgoing>x</b:outgoing>", "outgoing names “x”, which does not leave here"),
]


@pytest.mark.parametrize(("inside", "reason"), IN_A_TASK)
def test_a_fault_inside_an_element_without_id_names_the_element_around_it(inside, reason):
    [(element, line, said)] = told(straight(f'<b:userTask id="a">\n{inside}</b:userTask>'))
    assert (element, line) == ("a", 5)
    assert reason in said


def test_what_a_start_event_waits_for_is_left_alone_and_the_flow_begins_with_it():
    timer = '<b:startEvent id="s"><b:timerEventDefinition id="t"/></b:startEvent>'
    flow = compiled(straight().replace(b'<b:startEvent id="s"/>', timer.encode()))
    assert (flow.nodes["s"].kind, flow.nodes["s"].trigger.sort) == ("start", "timer")


def test_an_arrow_to_a_refused_element_is_not_refused_a_second_time():
    assert len(told(straight('<b:transaction id="a"/>'))) == 1


CONDITIONS = [
    ("<b:conditionExpression> </b:conditionExpression>", "condition, column 1: a field"),
    ("<b:conditionExpression/>", "condition, column 1: a field"),
    ("<b:conditionExpression>1 = 1</b:conditionExpression>", "condition, column 3: “=”: write =="),
    ("<b:conditionExpression>true</b:conditionExpression>" * 2, "more than one condition"),
    (
        '<b:conditionExpression language="java"/>',
        "the condition is in “java”; write it in urn:tongb",
    ),
    ("<b:script/>", "script is not supported here"),
    ("<b:conditionExpression>true<b:text/></b:conditionExpression>", "text is not supported here"),
]


@pytest.mark.parametrize(("inside", "reason"), CONDITIONS)
def test_a_faulty_condition_is_refused_at_the_line_of_its_arrow(inside, reason):
    more = f'\n<b:sequenceFlow id="x" sourceRef="a" targetRef="e">{inside}</b:sequenceFlow>'
    [(element, line, said)] = told(straight(more=more))
    assert (element, line) == ("x", 8)
    assert reason in said


def test_a_condition_may_name_its_language_and_stand_in_cdata_with_comments():
    xml = drawn("start:s exclusive:g user:a end:e", "s g a e", "g e", defaults={"g": "g_e"})
    told_ = (
        '<b:conditionExpression language="urn:tongban:condition:1">'
        "<![CDATA[form.a < 1]]><!-- why -->\n and true</b:conditionExpression></b:sequenceFlow>"
    )
    xml = xml.replace(b'targetRef="a"></b:sequenceFlow>', b'targetRef="a">' + told_.encode())
    assert compiled(xml).arrows["g_a"].condition.text == "form.a < 1\n and true"


AROUND = [
    ('<b:choreography id="m"/>', "m", "choreography is not supported here"),
    (
        '<b:collaboration id="c"><b:conversation id="m"/></b:collaboration>',
        "m",
        "conversation is not supported here",
    ),
    (
        '<b:collaboration id="c"><b:participant id="w"><b:x/></b:participant></b:collaboration>',
        "w",
        "x is not supported here",
    ),
    ('<b:process id="q"><b:userTask id="x"/></b:process>', "q", "the process has no startEvent"),
]


@pytest.mark.parametrize(("around", "element", "reason"), AROUND)
def test_what_stands_beside_the_process_is_looked_at_too(around, element, reason):
    assert any(
        each.element == element and reason in each.reason
        for each in problems(bpmn(STRAIGHT, around=around))
    )


def test_a_file_needs_a_process_and_the_process_an_id_and_a_fitting_name():
    empty = f"{HEAD}</b:definitions>".encode()
    assert told(empty) == [("file", 1, "there is no process; draw one")]
    assert told(bpmn(STRAIGHT, process="")) == [("file", 2, "the process has no id; give it one")]
    long = bpmn(STRAIGHT, process=f'id="flow" name="{"名" * 201}"')
    assert told(long) == [("flow", 2, "the name has more than 200 characters; shorten it")]


def test_the_root_must_be_of_bpmn():
    reason = "the root element must be definitions in the namespace http://www.omg.org/spec/BPMN/20100524/MODEL"
    assert told(b'<definitions id="d"/>') == [("d", 1, reason)]
    assert told(b"\n<html/>") == [("", 2, reason)]


def test_a_fault_shows_twenty_problems_by_line_and_counts_the_rest():
    many = FlowFault(*(Problem(f"n{line}", line, "wrong") for line in range(23, 0, -1)))
    shown = str(many).splitlines()
    assert shown[0] == "line 1, n1: wrong"
    assert shown[19:] == ["line 20, n20: wrong", "and 3 more"]
    assert str(FlowFault(Problem("", 1, "wrong"))) == "line 1, element without an id: wrong"
