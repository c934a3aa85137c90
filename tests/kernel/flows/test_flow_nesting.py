"""子流程、调用活动、多实例: how tokens enter, stand inside each other and leave."""

import pytest

from builders.flows import bpmn, problems
from builders.models import edge, event, node, process, several, straight, tasks, told, ways
from tongban.kernel.flows import Token, compiled, complete, start

SUB = compiled(
    bpmn(
        straight(
            "p",
            "a sub z",
            inside=tasks("a z")
            + node("subProcess", "sub", straight("q", "b c", inside=tasks("b c"))),
        )
    )
)


def called(**call: str):
    inside = tasks("a z") + node("callActivity", "call", calledElement="q", **call)
    other = process("q", straight("q", "b", inside=tasks("b")))
    return compiled(bpmn(straight("p", "a call z", inside=inside), around=other))


def repeated(marker: str, *, inner: bool = False):
    own = straight("q", "b", inside=tasks("b")) if inner else ""
    one = node("subProcess" if inner else "task", "m", marker + own)
    return compiled(bpmn(straight("p", "m z", inside=one + tasks("z"))))


def test_a_sub_process_is_a_token_around_those_inside_it():
    step = complete(SUB, start(SUB, {}).marking, 1, {})
    assert step.opened == (Token(2, "sub", "a_sub", None), Token(3, "b", "q_s_b", 2))
    step = complete(SUB, step.marking, 3, {})
    assert step.opened == (Token(4, "c", "b_c", 2),)
    step = complete(SUB, step.marking, 4, {})
    assert (step.consumed, step.opened) == ((2, 4), (Token(5, "z", "sub_z", None),))


def test_an_empty_sub_process_is_done_from_outside():
    flow = compiled(bpmn(straight("p", "sub", inside=node("subProcess", "sub"))))
    assert told(flow, ["sub"]) == ["sub", ""]


def test_a_call_runs_the_process_it_names_and_one_of_elsewhere_is_done_from_outside():
    assert told(called(), ["a", "b", "z"]) == ["a", "b", "z", ""]
    there = compiled(
        bpmn(straight("p", "x", inside=node("callActivity", "x", calledElement="far")))
    )
    assert told(there, ["x"]) == ["x", ""]


def test_a_call_that_nobody_waits_for_runs_beside_and_the_case_ends_after_both():
    flow = called(tongban_wait="false")
    assert told(flow, ["a", "z", "b"]) == ["a", "b z", "b", ""]
    assert told(flow, ["a", "b", "z"]) == ["a", "b z", "z", ""]


def test_one_process_called_twice_at_once_keeps_its_runs_apart():
    calls = "".join(node("callActivity", name, calledElement="q") for name in ("one", "two"))
    inner = node("parallelGateway", "g") + node("parallelGateway", "h") + tasks("b c d")
    inner += ways("g c h")
    main = node("parallelGateway", "f") + node("parallelGateway", "j") + calls + ways("f two j")
    flow = compiled(
        bpmn(
            straight("p", "f one j", inside=main),
            around=process("q", straight("q", "g b h d", inside=inner)),
        )
    )
    assert told(flow, ["b", "b", "c"])[2:] == ["c c", "c d"]
    assert told(flow, ["b", "c", "d"])[2:] == ["c b d", "c b"]


@pytest.mark.parametrize("inner", [False, True])
def test_parallel_instances_are_all_open_and_each_is_done_once(inner):
    flow, one = repeated(several("3"), inner=inner), "b" if inner else "m"
    assert told(flow, [one, one, one]) == [f"{one} {one} {one}", f"{one} {one}", one, "z"]


@pytest.mark.parametrize("inner", [False, True])
def test_instances_in_turn_follow_each_other_and_keep_their_count_in_their_tokens(inner):
    flow, one = repeated(several("2", in_turn=True), inner=inner), "b" if inner else "m"
    assert told(flow, [one, one]) == [one, one, "z"]
    marking = start(flow, {}).marking
    assert [token.turn for token in marking.tokens if token.turn] == [(1, 2)]


@pytest.mark.parametrize(
    ("data", "first"),
    [({"cars": ["a", "b"]}, "m m"), ({"cars": []}, "z"), ({}, "z"), ({"cars": "ab"}, "z")],
)
def test_as_many_as_a_list_has_and_none_is_passed_over(data, first):
    marker = '<b:multiInstanceLoopCharacteristics tongban:collection="form.cars"/>'
    assert told(repeated(marker), [], {"form": data}) == [first]


@pytest.mark.parametrize(
    ("number", "opened"), [(2, 2), (0, 0), (-1, 0), (2.0, 2), (2.5, 0), (True, 0), ("2", 0)]
)
def test_what_is_no_whole_number_above_nothing_is_no_instance(number, opened):
    flow = repeated(several("form.n"))
    assert told(flow, [], {"form": {"n": number}}) == [" ".join(["m"] * opened) or "z"]


def test_no_more_than_a_thousand_are_opened():
    assert len(start(repeated(several("form.n")), {"form": {"n": 10**9}}).opened) == 1001


@pytest.mark.parametrize("inner", [False, True])
def test_the_others_end_when_enough_are_done(inner):
    flow = repeated(several("3", until="loop.done >= 2"), inner=inner)
    one = "b" if inner else "m"
    assert told(flow, [one, one]) == [f"{one} {one} {one}", f"{one} {one}", "z"]
    flow = repeated(several("3", in_turn=True, until="loop.total == 3 and loop.open == 0"))
    assert told(flow, ["m"]) == ["m", "z"]


@pytest.mark.parametrize(
    ("words", "condition", "expected"),
    [
        ("", "loop.done == 1", ["m", "m", "z"]),
        ('loopMaximum="2"', "true", ["m", "m", "z"]),
        ('testBefore="true"', "loop.done == 1", ["z"]),
        ('testBefore="true"', "true", ["m", "m", "m"]),
    ],
)
def test_a_loop_goes_on_while_its_condition_holds(words, condition, expected):
    inside = f"<b:loopCondition>{condition}</b:loopCondition>"
    marker = f"<b:standardLoopCharacteristics {words}>{inside}</b:standardLoopCharacteristics>"
    done = ["m"] * (len(expected) - 1)
    assert told(repeated(marker), done) == expected


def test_calls_in_number_that_nobody_waits_for_all_begin():
    inside = node("callActivity", "call", several("2"), calledElement="q", tongban_wait="false")
    other = process("q", straight("q", "b", inside=tasks("b")))
    flow = compiled(bpmn(straight("p", "call z", inside=inside + tasks("z")), around=other))
    assert told(flow, ["z", "b", "b"]) == ["z b b", "b b", "b", ""]


def test_processes_that_do_not_call_each_other_run_beside_each_other():
    xml = bpmn(
        straight("p", "a", inside=tasks("a")),
        around=process("q", straight("q", "b", inside=tasks("b"))),
    )
    assert told(compiled(xml), ["a", "b"]) == ["b a", "b", ""]
    assert told(compiled(xml, "flow"), ["a"]) == ["a", ""]
    assert told(compiled(xml, "q"), ["b"]) == ["b", ""]
    assert "there is no process “r”; there are q, flow" in str(_fault(xml, "r"))


def _fault(xml: bytes, name: str):
    with pytest.raises(Exception, match="no process") as caught:
        compiled(xml, name)
    return caught.value


def test_an_end_that_terminates_inside_a_sub_process_ends_that_alone():
    stop = event("endEvent", "t", "terminate") + node("parallelGateway", "f") + tasks("b c")
    inside = node("startEvent", "q_s") + stop + node("endEvent", "q_e")
    inside += ways("q_s f b t", "f c q_e")
    fork = node("parallelGateway", "g") + node("parallelGateway", "h") + tasks("a z")
    sub = node("subProcess", "sub", inside)
    flow = compiled(bpmn(straight("p", "g sub h z", inside=fork + sub + ways("g a h"))))
    assert told(flow, ["b", "a"]) == ["a b c", "a", "z"]


def test_a_process_that_calls_itself_is_refused():
    round_ = process("q", straight("q", "r", inside=node("callActivity", "r", calledElement="q")))
    [problem] = problems(
        bpmn(straight("p", "c", inside=node("callActivity", "c", calledElement="q")), around=round_)
    )
    assert (problem.element, problem.reason[:25]) == ("r", "“q” calls itself by this;")


def test_what_is_open_at_the_edge_comes_last_and_once_for_each_activity():
    flow = compiled(
        bpmn(
            straight(
                "p",
                "m",
                inside=node("task", "m", several("2")) + edge("t", "m", "timer") + ways("t p_e"),
            )
        )
    )
    assert told(flow, ["t"]) == ["m m t", ""]
