"""事件: what a flow waits for, what happens at the edge of an activity, and what an error leaves behind."""

import pytest

from builders.flows import bpmn, problems
from builders.models import edge, event, node, several, straight, tasks, told, ways
from tongban.kernel.flows import FlowFault, compiled, complete, happen, start


@pytest.mark.parametrize("sort", ["timer", "message", "signal"])
def test_a_token_rests_at_an_event_that_waits_and_passes_one_that_throws(sort):
    waits = event("intermediateCatchEvent", "c", sort)
    throws = event("intermediateThrowEvent", "t", "message") + node("intermediateThrowEvent", "n")
    flow = compiled(bpmn(straight("p", "t c n a", inside=waits + throws + tasks("a"))))
    assert told(flow, ["c", "a"]) == ["c", "a", ""]


RACE = compiled(
    bpmn(
        straight(
            "p",
            "g soon a",
            inside=node("eventBasedGateway", "g")
            + event("intermediateCatchEvent", "soon", "timer")
            + node("receiveTask", "answer")
            + tasks("a b")
            + ways("g answer b p_e"),
        )
    )
)


def test_of_several_events_the_first_takes_the_others_away():
    assert told(RACE, ["soon", "a"]) == ["answer soon", "a", ""]
    assert told(RACE, ["answer", "b"]) == ["answer soon", "b", ""]


def test_who_completes_a_race_must_say_which_event_happened():
    marking = start(RACE, {}).marking
    with pytest.raises(FlowFault, match="waits for one of several events; say which"):
        complete(RACE, marking, 1, {})
    with pytest.raises(FlowFault, match="“a” cannot happen to token 1; read the case again"):
        happen(RACE, marking, 1, "a", {})


def sub(*edges: str, after: str = ""):
    own = straight("q", "b c", inside=tasks("b c"))
    lead = node("parallelGateway", "f") + node("parallelGateway", "j") + ways("f y j")
    lead += node("exclusiveGateway", "x")
    parts = node("subProcess", "sub", own) + tasks("y z o") + lead + "".join(edges) + after
    return compiled(bpmn(straight("p", "f sub x j z", inside=parts)))


def test_an_event_that_interrupts_takes_away_all_that_is_inside():
    flow = sub(edge("t", "sub", "timer"), after=ways("t o x"))
    assert told(flow, ["t", "y", "o", "z"]) == ["y b t", "y o", "o", "z", ""]
    assert told(flow, ["b", "c", "y", "z"]) == ["y b t", "y c t", "y", "z", ""]


def test_an_event_that_does_not_interrupt_adds_a_way_that_no_join_waits_for():
    flow = sub(edge("m", "sub", "message", interrupts=False), after=ways("m o p_e"))
    expected = ["y b m", "y b o m", "y b o o m", "y o o c m", "y o o", "o o z", "o o", "o", ""]
    assert told(flow, ["m", "m", "b", "c", "y", "z", "o", "o"]) == expected


def test_an_inclusive_join_does_not_wait_for_what_was_added_beside_its_branches():
    gates = node("inclusiveGateway", "f", default="f_a") + node("inclusiveGateway", "j")
    gates += '<b:sequenceFlow id="f_y" sourceRef="f" targetRef="y"><b:conditionExpression>true'
    gates += "</b:conditionExpression></b:sequenceFlow>" + edge(
        "m", "y", "signal", interrupts=False
    )
    own = straight("q", "f a j z", inside=gates + tasks("a y z o") + ways("y j", "m o q_e"))
    flow = compiled(bpmn(straight("p", "sub", inside=node("subProcess", "sub", own))))
    assert told(flow, ["m", "y"]) == ["y m", "y o m", "o z"]


def test_an_error_drops_what_was_on_its_way_beside_it():
    own = node("startEvent", "q_s") + node("parallelGateway", "f") + tasks("b")
    own += event("endEvent", "bad", "error") + node("endEvent", "q_e")
    own += ways("q_s f bad", "f b q_e")
    parts = node("subProcess", "sub", own) + tasks("z o") + edge("e", "sub", "error")
    flow = compiled(bpmn(straight("p", "sub z", inside=parts + ways("e o p_e"))))
    assert told(flow, ["o"]) == ["o", ""]


def test_a_sub_process_waits_for_what_was_added_beside_its_branches():
    own = straight("q", "b", inside=tasks("b o") + edge("m", "b", "signal", interrupts=False))
    flow = compiled(
        bpmn(
            straight(
                "p", "sub z", inside=node("subProcess", "sub", own + ways("m o q_e")) + tasks("z")
            )
        )
    )
    assert told(flow, ["m", "b", "o"]) == ["b m", "b o m", "o", "z"]


def failing(sort: str, *, code: str = "", caught: str = "", **more: bool):
    throw = f'{sort}Ref="{code}"' if code else ""
    catch = f'{sort}Ref="{caught}"' if caught else ""
    ends = "".join(
        (
            node("exclusiveGateway", "x", default="x_q_e"),
            node("endEvent", "bad", f"<b:{sort}EventDefinition {throw}/>"),
            (
                '<b:sequenceFlow id="x_bad" sourceRef="x" targetRef="bad"><b:conditionExpression>'
                "form.bad</b:conditionExpression></b:sequenceFlow>"
            ),
        )
    )
    own = straight("q", "b x", inside=tasks("b") + ends)
    said = "" if more.get("interrupts", True) else 'cancelActivity="false"'
    event_ = (
        f'<b:boundaryEvent id="e" attachedToRef="sub" {said}><b:{sort}EventDefinition {catch}/>'
        "</b:boundaryEvent>"
    )
    marker = several("2") if more.get("twice") else ""
    parts = node("subProcess", "sub", own + marker) + tasks("z o") + event_ + ways("e o p_e")
    around = f'<b:{sort} id="one" {sort}Code="1"/><b:{sort} id="two" {sort}Code="2"/>'
    return bpmn(straight("p", "sub z", inside=parts), around=around)


BAD = {"form": {"bad": True}}


@pytest.mark.parametrize(("code", "caught"), [("", ""), ("one", ""), ("one", "one")])
def test_an_error_leaves_the_sub_process_by_the_event_that_catches_it(code, caught):
    flow = compiled(failing("error", code=code, caught=caught))
    assert told(flow, ["b", "o"], BAD) == ["b e", "o", ""]
    assert told(flow, ["b", "z"]) == ["b e", "z", ""]


def test_an_error_in_one_instance_ends_all_of_them():
    assert told(compiled(failing("error", twice=True)), ["b", "o"], BAD) == ["b b e", "o", ""]


@pytest.mark.parametrize(("code", "caught"), [("one", "two"), ("", "two")])
def test_an_error_that_nothing_catches_is_refused(code, caught):
    [problem] = problems(failing("error", code=code, caught=caught))
    assert problem.element == "bad"
    assert "nothing catches this error" in problem.reason


def test_an_escalation_interrupts_or_runs_beside_and_uncaught_it_is_a_plain_end():
    assert told(compiled(failing("escalation")), ["b", "o"], BAD) == ["b e", "o", ""]
    beside = compiled(failing("escalation", interrupts=False))
    assert told(beside, ["b", "z", "o"], BAD) == ["b e", "o z", "o", ""]
    uncaught = compiled(failing("escalation", code="one", caught="two"))
    assert told(uncaught, ["b", "z"], BAD) == ["b e", "z", ""]


PARTS = tasks("a b o")
UNSOUND = [
    (
        straight("p", "a b", inside=tasks("a b") + edge("t", "a", "timer", interrupts=False) + ways("t b")),
        "b",
        "the way of “t”, which does not interrupt, comes here, where others wait or pass; lead it",
    ),
    (
        straight(
            "p",
            "f a j",
            inside=PARTS
            + node("parallelGateway", "f")
            + node("parallelGateway", "j")
            + edge("t", "a", "timer", interrupts=False)
            + ways("f b j", "t o j"),
        ),
        "j",
        "the way of “t”, which does not interrupt, comes here, where others wait or pass; lead it",
    ),
    (
        straight(
            "p",
            "f a j",
            inside=PARTS
            + node("parallelGateway", "f")
            + node("parallelGateway", "j")
            + edge("t", "a", "timer")
            + ways("f b j", "t o p_e"),
        ),
        "f",
        "its branch “f_a” can get to",
    ),
    (
        straight("p", "a b", inside=PARTS + edge("t", "a", "timer") + ways("o p_e")),
        "t",
        "no arrow leaves this node",
    ),
    (
        straight(
            "p",
            "g c",
            inside=node("eventBasedGateway", "g")
            + event("intermediateCatchEvent", "c", "timer")
            + tasks("a")
            + ways("g a p_e"),
        ),
        "g_a",
        "after an eventBasedGateway comes an intermediateCatchEvent or receiveTask",
    ),
    (
        straight(
            "p",
            "a b",
            inside=tasks("a b")
            + node("subProcess", "sub", node("startEvent", "q_s") + tasks("o"))
            + ways("b sub"),
        ),
        "q_s",
        "no arrow leaves this node",
    ),
    (
        straight(
            "p",
            "x sub g",
            inside=node("exclusiveGateway", "x")
            + node("exclusiveGateway", "g", default="g_p_e")
            + node("subProcess", "sub", straight("q", "q_t", inside=node("intermediateThrowEvent", "q_t")))
            + '<b:sequenceFlow id="g_x" sourceRef="g" targetRef="x"><b:conditionExpression>form.a'
            "</b:conditionExpression></b:sequenceFlow>",
        ),
        "x",
        "goes round without a userTask (x, sub, g)",
    ),
    (
        straight(
            "p",
            "sub z",
            inside=tasks("z o")
            + node(
                "subProcess",
                "sub",
                node("startEvent", "q_s") + event("endEvent", "q_e", "error") + tasks("b") + ways("q_s b q_e"),
            )
            + edge("e", "sub", "error")
            + ways("e o p_e"),
        ),
        "z",
        "cannot be reached from the start",
    ),
    (
        straight("p", "sub", inside=node("subProcess", "sub", tasks("b"))),
        "sub",
        "the sub-process has no startEvent; draw one",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "element", "reason"), UNSOUND)
def test_what_could_strand_a_case_is_refused_inside_and_at_the_edge_too(inside, element, reason):
    found = {each.element: each.reason for each in problems(bpmn(inside))}
    assert reason in found[element]
