"""Whether cases went as a flow has it, and what of them did not."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.flows import bpmn, drawn
from builders.logs import log_of
from tongban.kernel.flows import compiled, complete, enabled, start
from tongban.kernel.mining.conforming import Deviation, conformance, deviating_cases

PARALLEL = drawn(
    "start:s user:a parallel:f user:b user:c parallel:j exclusive:g user:d user:e end:z",
    *("s a f b j g d z", "f c j", "g e z"),
    conditions={"g_d": "form.sum > 10"},
    defaults={"g": "g_e"},
)
INCLUSIVE = drawn(
    "start:s inclusive:f user:a user:b user:c inclusive:j user:d end:z",
    *("s f a j d z", "f b j", "f c j"),
    conditions={"f_a": "form.a == 1", "f_b": "form.b == 1"},
    defaults={"f": "f_c"},
)
LOOP = drawn(
    "start:s exclusive:m user:a exclusive:g user:b end:z",
    *("s m a g b z", "g m"),
    conditions={"g_m": "form.again == 1"},
    defaults={"g": "g_b"},
)


def verdicts(flow: bytes, *ways: str, ended: bool = False) -> tuple[int, int, int]:
    log = log_of(**{f"case{n}": way for n, way in enumerate(ways)})
    found = conformance(log, compiled(flow, None), ended=ended)
    return found.fitting, found.unfinished, found.deviating


def deviations(flow: bytes, way: str, *, ended: bool = False) -> list[Deviation]:
    found = conformance(log_of(case=way), compiled(flow, None), ended=ended)
    return [each for each, _cases in found.deviations]


@pytest.mark.parametrize("way", ["a b c d", "a c b d", "a b c e"])
def test_a_case_fits_whatever_way_it_took_at_a_choice_and_in_whatever_order_beside_each_other(way):
    assert verdicts(PARALLEL, way) == (1, 0, 0)


@pytest.mark.parametrize("way", ["a", "a b", "a b c"])
def test_a_case_that_stops_on_its_way_is_unfinished(way):
    assert verdicts(PARALLEL, way) == (0, 1, 0)


def test_of_cases_that_have_ended_what_was_left_is_missing():
    assert verdicts(PARALLEL, "a b", ended=True) == (0, 0, 1)
    assert deviations(PARALLEL, "a b", ended=True)[0] == Deviation("missing", "c", "b")


@pytest.mark.parametrize(
    ("way", "deviation"),
    [
        ("b c d", Deviation("skipped", "a", "")),
        ("a b d", Deviation("skipped", "c", "b")),
        ("a b c x d", Deviation("unknown", "x", "c")),
        ("a b b c d", Deviation("misplaced", "b", "b")),
        ("a b c d e", Deviation("misplaced", "e", "d")),
        ("a a b c d", Deviation("misplaced", "a", "a")),
    ],
)
def test_a_deviation_is_named(way, deviation):
    assert deviations(PARALLEL, way) == [deviation]


def test_of_an_inclusive_fork_any_ways_or_the_default_may_be_taken():
    assert verdicts(INCLUSIVE, "a d", "b d", "a b d", "b a d", "c d") == (5, 0, 0)
    assert verdicts(INCLUSIVE, "a c d", "d") == (0, 0, 2)


def test_a_loop_may_be_gone_through_any_number_of_times():
    assert verdicts(LOOP, "a b", "a a b", "a a a a b", "a b a") == (3, 0, 1)


def test_a_task_of_several_instances_may_be_done_any_number_of_times():
    several = (
        '<b:startEvent id="s"/><b:userTask id="a" name="opinion"><b:multiInstanceLoopCharacteristics>'
        "<b:loopCardinality>form.n</b:loopCardinality></b:multiInstanceLoopCharacteristics></b:userTask>"
        '<b:userTask id="b"/><b:endEvent id="z"/>'
    )
    arrows = "".join(
        f'<b:sequenceFlow id="{x}{y}" sourceRef="{x}" targetRef="{y}"/>'
        for x, y in pairwise("sabz")
    )
    flow = bpmn(several + arrows)
    assert verdicts(flow, "opinion b", "opinion opinion opinion b", "a b", "b") == (3, 0, 1)


def test_deviations_are_counted_by_case_and_the_most_frequent_comes_first():
    log = log_of(a="a b d", b="a b d", c="b c d", d="a b c d")
    found = conformance(log, compiled(PARALLEL, None))
    assert (found.fitting, found.deviating) == (1, 3)
    assert found.deviations == [
        (Deviation("skipped", "c", "b"), 2),
        (Deviation("skipped", "a", ""), 1),
    ]


def test_the_cases_that_deviate_are_named():
    log = log_of(one="a b c d", two="b c d")
    found = list(deviating_cases(log, compiled(PARALLEL, None)))
    assert found == [("two", [Deviation("skipped", "a", "")])]


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_whatever_the_flow_itself_does_fits(data):
    flow = compiled(data.draw(st.sampled_from([PARALLEL, LOOP])), None)
    answers = {"form": {"sum": data.draw(st.integers(0, 20)), "again": 0}}
    step, way = start(flow, answers), []
    while not step.ended:
        one = data.draw(st.sampled_from(enabled(flow, step.marking)))
        way.append(one.element)
        again = data.draw(st.integers(0, 1)) if len(way) < 10 else 0
        answers["form"]["again"] = again
        step = complete(flow, step.marking, one.token, answers)
    found = conformance(log_of(case=" ".join(way)), flow, ended=True)
    assert (found.fitting, found.deviations) == (1, [])
