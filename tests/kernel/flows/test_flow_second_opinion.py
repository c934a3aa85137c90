"""Another engine, SpiffWorkflow, moves the same tokens by the same completions.

It is asked about tasks, gateways, sub-processes, calls, activities done several times and errors. It has no condition
language of ours, so conditions are written to mean the same in Python; it refuses an empty sub-process and several
arrows out of some tasks, which BPMN allows; and it lets an event that does not interrupt happen once only.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.blocks import blocks, drawing
from builders.flows import bpmn, drawn, tasks
from builders.models import node, process, several, straight
from builders.models import tasks as drawn_tasks
from builders.second import Second
from tongban.kernel.flows import compiled, complete, start

MODELS = Path(__file__).parents[4] / "shared/data/bpmn-miwg/Reference"


def agree(xml: bytes, process_: str, data: dict[str, object], choose) -> int:
    """Walk both to the end and compare after each step; return how many there were."""
    flow, second = compiled(xml, process_), Second(xml, process_, data)
    step, steps = start(flow, data), 0
    while True:
        resting = {token.id: token.node for token in step.marking.tokens}
        ready = sorted(resting[each] for each in tasks(flow, step.marking))
        assert (ready, step.ended) == (second.ready(), second.ended())
        if step.ended:
            return steps
        name = resting[choose(tasks(flow, step.marking))]
        # Of several instances the first is meant: only their names can be told apart in both.
        token = min(each for each in tasks(flow, step.marking) if resting[each] == name)
        second.complete(name)
        step, steps = complete(flow, step.marking, token, data), steps + 1


CALLED = process("q", straight("q", "b c", inside=drawn_tasks("b c")))
OURS = {
    "fork": drawn("start:s parallel:f user:a user:b parallel:j user:c end:e", "s f a j c e", "f b j"),
    "sub": bpmn(
        straight("p", "a x z", inside=drawn_tasks("a z") + node("subProcess", "x", straight("q", "b", inside=drawn_tasks("b"))))
    ),
    "call": bpmn(
        straight("p", "a x z", inside=drawn_tasks("a z") + node("callActivity", "x", calledElement="q")),
        around=CALLED,
    ),
    "calls": bpmn(
        straight("p", "x y", inside="".join(node("callActivity", each, calledElement="q") for each in "xy")),
        around=CALLED,
    ),
    "several": bpmn(straight("p", "x z", inside=node("task", "x", several("3")) + drawn_tasks("z"))),
    "in turn": bpmn(straight("p", "x z", inside=node("task", "x", several("3", in_turn=True)) + drawn_tasks("z"))),
}  # fmt: skip


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("choose", [min, max])
def test_both_engines_agree_on_our_own_models(name, choose):
    assert agree(OURS[name], "flow", {}, choose) > 1


@settings(deadline=None, max_examples=60)
@given(
    blocks(loops=False, leaves=8),
    st.dictionaries(st.integers(2, 60), st.integers(0, 2)),
    st.randoms(use_true_random=False),
)
def test_both_engines_agree_on_random_flows(block, pick, draw):
    xml = drawing(block).xml().replace(b"pick.", b"pick_")
    data = {f"pick_{kind}{number}": pick.get(number, 9) for kind in "ei" for number in range(200)}
    agree(xml, "flow", data, draw.choice)


REFERENCE = [
    ("A.1.0", "WFP-6-", b""),
    ("A.3.0", "WFP-6-", b"subProcess"),
    ("A.4.0", "WFP-6-1", b""),
    ("A.4.1", "sid-34746A54-1D7D-46CA-B219-0C4CEAE51170", b""),
]


@pytest.mark.skipif(
    not MODELS.exists(), reason="the reference models are not beside the repository"
)
@pytest.mark.parametrize(("name", "process_", "empty"), REFERENCE)
def test_both_engines_agree_on_reference_models(name, process_, empty):
    xml = (MODELS / f"{name}.bpmn").read_bytes()
    # It refuses an empty sub-process, which to us is a task; as one, both run it.
    xml = xml.replace(empty, b"task") if empty else xml
    assert agree(xml, process_, {}, min) > 1
