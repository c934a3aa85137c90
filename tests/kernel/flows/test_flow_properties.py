"""What holds of every flow: no token is lost or made up, no case stands still, no order matters."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.blocks import Drawing, blocks, drawing, reached
from builders.flows import drawn, problems, tasks, walked
from tongban.kernel.flows import (
    Enabled,
    Flow,
    Marking,
    Step,
    compiled,
    complete,
    enabled,
    happen,
    rests,
    start,
)

UNHURRIED = settings(deadline=None)

picks = st.dictionaries(st.integers(2, 60), st.integers(0, 2))


def picked(pick: dict[int, int]) -> dict[str, object]:
    """What conditions ask of choices and of inclusive forks, by their names."""
    named = {f"{kind}{number}": choice for number, choice in pick.items() for kind in "ei"}
    return {"pick": named}


@UNHURRIED
@given(blocks(loops=False), picks, st.randoms(use_true_random=False))
def test_every_task_on_the_way_is_done_once_in_whatever_order(block, pick, draw):
    flow = compiled(drawing(block).xml())
    done, _ = walked(flow, picked(pick), draw.choice)
    assert sorted(done) == reached(flow, picked(pick))


@UNHURRIED
@given(blocks(loops=False), picks, st.randoms(use_true_random=False))
def test_the_order_of_parallel_branches_does_not_change_the_end(block, pick, draw):
    flow = compiled(drawing(block).xml())
    first, last, mixed = (walked(flow, picked(pick), choose) for choose in (min, max, draw.choice))
    assert sorted(first[0]) == sorted(last[0]) == sorted(mixed[0])
    assert (
        first[1][-1].marking.tokens
        == last[1][-1].marking.tokens
        == mixed[1][-1].marking.tokens
        == ()
    )


@UNHURRIED
@given(blocks(), st.data())
def test_a_case_that_goes_round_still_ends_and_its_steps_add_up(block, data):
    flow = compiled(drawing(block).xml())
    gateways = [node.id for node in flow.nodes.values() if len(node.outgoing) > 1]
    steps = [start(flow, {})]
    for _ in range(data.draw(st.integers(0, 30))):
        waiting = enabled(flow, steps[-1].marking)
        if not waiting:
            break
        pick = {each: data.draw(st.integers(0, 2)) for each in gateways}
        one = data.draw(st.sampled_from(waiting))
        steps.append(moved_on(flow, steps[-1].marking, one, {"pick": pick}))
    for _ in range(500):
        waiting = tasks(flow, steps[-1].marking)
        if waiting:
            steps.append(complete(flow, steps[-1].marking, waiting[0], {}))
    assert steps[-1].ended
    check_steps(steps)


def moved_on(flow: Flow, marking: Marking, one: Enabled, data: dict[str, object]) -> Step:
    """Complete a task or let an event happen."""
    own = next(token for token in marking.tokens if token.id == one.token)
    if own.node == one.element:
        return complete(flow, marking, one.token, data)
    return happen(flow, marking, one.token, one.element, data)


def check_steps(steps: list[Step]) -> None:
    """Check that the steps alone rebuild every marking and that no id comes twice."""
    live, last = {}, 0
    for step in steps:
        opened = [token.id for token in step.opened]
        assert all(last < each <= step.marking.last for each in opened)
        assert opened == sorted(set(opened))
        assert set(step.consumed) <= live.keys()
        live = {key: token for key, token in live.items() if key not in step.consumed}
        live |= {token.id: token for token in step.opened}
        last = step.marking.last
        assert Marking(tuple(live.values()), last) == step.marking
        assert step.ended == (not live)
        assert all(token.parent is None or token.parent < token.id for token in live.values())


@UNHURRIED
@given(blocks(loops=False), picks, st.randoms(use_true_random=False))
def test_a_token_knows_every_fork_it_stands_inside(block, pick, draw):
    made = drawing(("sequence", (block, ("task", ()))))
    flow = compiled(made.xml())
    _, steps = walked(flow, picked(pick), draw.choice)
    for step in steps:
        live = {token.id: token for token in step.marking.tokens}
        for token in map(live.get, tasks(flow, step.marking)):
            forks, parent = 0, token.parent
            while parent is not None:
                forks, parent = forks + 1, live[parent].parent if parent in live else None
            assert forks == made.depths[token.node]


def swap(made: Drawing, one: int, other: int) -> None:
    """Let two arrows change their targets, with their conditions."""
    (a, to_a), (b, to_b) = made.ways[one].split(), made.ways[other].split()
    made.ways[one], made.ways[other] = f"{a} {to_b}", f"{b} {to_a}"
    renamed = {f"{a}_{to_a}": f"{a}_{to_b}", f"{b}_{to_b}": f"{b}_{to_a}"}
    made.conditions = {renamed.get(key, key): text for key, text in made.conditions.items()}
    made.defaults = {key: renamed.get(arrow, arrow) for key, arrow in made.defaults.items()}


@st.composite
def tangles(draw: st.DrawFn) -> bytes:
    """Block flows with some arrows led elsewhere and some merges made joins, or the other way round."""
    made = drawing(draw(blocks(leaves=6).filter(lambda block: block[1])))
    for _ in range(draw(st.integers(0, 2))):
        swap(made, *(draw(st.integers(0, len(made.ways) - 1)) for _ in range(2)))
    targets = [way.split()[1] for way in made.ways]
    for place, node in enumerate(made.nodes):
        kind, _, name = node.partition(":")
        if targets.count(name) > 1 and draw(st.integers(0, 4)) == 4:
            others = [each for each in ("exclusive", "parallel", "inclusive") if each != kind]
            made.nodes[place] = f"{draw(st.sampled_from(others))}:{name}"
        elif kind == "end" and draw(st.integers(0, 9)) == 9:
            made.nodes[place] = f"terminate:{name}"
    return made.xml()


@settings(deadline=None, max_examples=200)
@given(tangles())
def test_whatever_compiles_never_stands_still_and_never_doubles_a_task(xml):
    if problems(xml):
        return
    flow = compiled(xml)
    choices = [
        node
        for node in flow.nodes.values()
        if node.kind in {"exclusive", "inclusive"} and len(node.outgoing) > 1
    ]
    if len(choices) > 4:
        return
    data = [
        {"pick": {node.id: pick for node, pick in zip(choices, each, strict=True)}}
        for each in product(*(range(len(node.outgoing)) for node in choices))
    ]
    after = explored(flow, data)
    ending = {key for key in after if not key}
    for _ in after:
        ending |= {key for key, nexts in after.items() if nexts & ending}
    assert ending == after.keys()


Key = frozenset[tuple[tuple[str, str | None], int]]


def explored(flow: Flow, data: list[dict[str, object]]) -> dict[Key, set[Key]]:
    """Return every marking a case can get to, without ids, and those that can follow it."""
    waiting = [start(flow, each).marking for each in data]
    after: dict[Key, set[Key]] = {}
    while waiting:
        marking = waiting.pop()
        key = seen(flow, marking)
        if key in after:
            continue
        nexts = [
            moved_on(flow, marking, one, each).marking
            for one in enabled(flow, marking)
            for each in data
            if flow.nodes[one.element].interrupts
        ]
        after[key] = {seen(flow, each) for each in nexts}
        waiting += nexts
    return after


def seen(flow: Flow, marking: Marking) -> Key:
    """Return where the tokens are; a task holds one at most, unless what is around it runs several times at once."""
    resting = [token.node for token in marking.tokens if rests(flow, token)]
    together = any(node.repeat and node.repeat.order == "together" for node in flow.nodes.values())
    assert together or len(resting) == len(set(resting))
    counted = Counter((token.node, token.arrow) for token in marking.tokens)
    return frozenset(counted.items())


def test_the_explorer_sees_a_case_that_stands_still(monkeypatch):
    xml = drawn(
        "start:s exclusive:g user:a user:b parallel:j end:e",
        *("s g a j e", "g b j"),
        conditions={"g_a": "pick.g == 0"},
        defaults={"g": "g_b"},
    )
    assert problems(xml)
    monkeypatch.setattr("tongban.kernel.flows.compiling.branches", lambda *_: (frozenset(), {}))
    after = explored(compiled(xml), [{"pick": {"g": 0}}, {}])
    assert frozenset({(("j", "a_j"), 1)}) in {key for key, nexts in after.items() if not nexts}
