"""Whatever anybody does to a step, in whatever order: what must hold holds after each act, and every case can still end.

`PLAY_STEPS=100000 pytest tests/kernel/cases/test_operations.py -k play` plays as long as one likes; `PLAY_SEED` begins elsewhere.
"""

import os
import sys
from collections import Counter
from random import Random

import pytest
from django.db import transaction

from builders.operations import DRAWINGS, MANNERS, OPERATIONS, a_stage, finish, play, stands, tried
from builders.sources import ROOT
from tongban.kernel.cases.fold import replayed
from tongban.kernel.cases.inbox import inbox_of
from tongban.kernel.cases.queries import inbox_of_case
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.routing import flow_of, marking_of
from tongban.kernel.cases.store import load
from tongban.kernel.cases.verify import differences
from tongban.kernel.cases.voices import need_of, of_round, result_of_round, weights_of
from tongban.kernel.flows import enabled
from tongban.kernel.ledger import queries as ledger

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("PLAY_STEPS", "240"))
SEED = int(os.environ.get("PLAY_SEED", "1"))
PER_CASE = 40
OPEN = {"open", "waiting"}
PAGE = ROOT / "docs" / "reference" / "operations.md"


def assert_sound(stage, clock, people):
    """R1 to R3 and R5: rounds, items, quotas, tokens, lists, and the clock of the case."""
    case = stage.place.case(stage.number)
    state = load(case.home, case.id)
    rounds = {one.id: one for one in state.rounds.values() if one.state == "open"}
    left = [one for one in state.items.values() if one.state in OPEN]
    assert {one.round for one in left} <= rounds.keys()
    flow_rounds = [one for one in rounds.values() if one.token > 0]
    live = {one.id for one in state.tokens.values() if one.state == "live"}
    assert (case.closed_at is None) == bool(live)
    flow = flow_of(stage.place.version)
    now = enabled(flow, marking_of(state))
    # One open round for each token at a task of people, and none else; several of a node only where it is drawn so.
    at_tasks = [one.token for one in now if flow.nodes[one.element].kind == "user"]
    assert sorted(one.token for one in flow_rounds) == sorted(at_tasks)
    several = {node.id for node in flow.nodes.values() if node.together} | {"beside"}
    once = Counter(one.node for one in flow_rounds if one.node not in several)
    assert max(once.values(), default=1) == 1
    assert_waits(state, flow, now)
    for one in flow_rounds:
        items = of_round(state, one.id)
        quota = flow.nodes[one.node].manner.quota
        assert one.need == need_of(one.rule, quota, weights_of(items.values(), one.unit)), one
        assert result_of_round(state, one.id) is None, one
        assert any(item.state == "open" for item in items.values()), one
    for item in state.items.values():
        assert item.holder is None or item.kind not in {"help", "dispatch", "read"}
    assert inbox_of_case(case.home, case.id).count() == len(inbox_of(state))
    assert (case.promised_on, case.statutory_on) == clock
    for person in people:
        mine = [x for x in state.items.values() if x.by == person.actor_id and x.state == "done"]
        seen = [one.number for one in handled_by(person, on=stage.place.today())]
        assert bool(mine) == (stage.number in seen)


def assert_waits(state, flow, now):
    """Each time for which a token waits is set or, where it goes on happening, was over once; no other time is set."""
    timers = [one for one in state.timers.values() if one.kind == "flow"]
    waited = {
        (one.token, one.element) for one in now if flow.nodes[one.element].trigger.sort == "timer"
    }
    assert {(one.about, one.node) for one in timers if one.state == "set"} <= waited
    for token, event in waited:
        here = [one.state for one in timers if (one.about, one.node) == (token, event)]
        assert here.count("set") <= 1
        assert "set" in here or (not flow.nodes[event].interrupts and here == ["fired"]), (
            event,
            here,
        )


def told(stage):
    """How a case stands that cannot be brought to its end."""
    state = stage.state
    live = [one for one in state.rounds.values() if one.state == "open"]
    items = [one for one in state.items.values() if one.round in {each.id for each in live}]
    live = [(one.id, one.node, one.act, one.rule, one.hand, one.need) for one in live]
    names = {stage.place.people[name].actor_id: name for name in stage.place.people}
    rows = [
        (one.id, one.kind, one.state, one.post, names.get(one.holder), one.outcome, one.origin)
        for one in items
    ]
    return f"{stands(stage)} {live} {rows}"


def test_a_long_play_of_all_operations_keeps_everything_in_order():
    rng, steps, through, ended = Random(SEED), 0, 0, 0
    while steps < STEPS:
        with transaction.atomic():
            stage = a_stage(rng.choice(MANNERS), **rng.choice(DRAWINGS))
            case = stage.place.case(stage.number)
            clock = case.promised_on, case.statutory_on
            for _ in range(PER_CASE):
                before = stage.place.case(stage.number).n
                moved = play(stage, rng)
                through += stage.place.case(stage.number).n > before
                assert moved or stage.place.case(stage.number).n == before
                assert_sound(stage, clock, [rng.choice(list(stage.place.people.values()))])
                steps += 1
            assert_sound(stage, clock, stage.place.people.values())
            finish(stage)
            case = stage.place.case(stage.number)
            assert case.closed_at is not None, told(stage)
            ended += 1
            assert replayed(stage.place.records(stage.number)) == load(case.home, case.id)
            assert list(differences()) == []
            assert list(ledger.faults()) == []
            transaction.set_rollback(True)
    sys.stdout.write(f"{steps} steps, {through} let through, {ended} cases brought to an end\n")
    assert through > steps / 8


def after(first):
    """What each operation does once `first` was done."""
    rows = []
    with transaction.atomic():
        stage = a_stage()
        done = tried(stage, first)
        place, now = stage.place, stage.place.now
        for name in OPERATIONS:
            with transaction.atomic():
                place.now = now
                code = tried(stage, name)
                rows.append((name, code, stands(stage)))
                transaction.set_rollback(True)
        stage.posts.clear()
        transaction.set_rollback(True)
    return done, rows


def page():
    """The page of the table, as it is generated."""
    lines = [HEAD]
    for first in OPERATIONS:
        done, rows = after(first)
        lines.append(f"\n## {first}\n")
        if done:
            lines.append(
                f"Refused at the beginning: `{done}`. So what follows is as at the beginning.\n"
            )
        allowed = [f"| {name} | {how} |" for name, code, how in rows if not code]
        refused: dict[str, list[str]] = {}
        for name, code, _how in rows:
            if code:
                refused.setdefault(code, []).append(name)
        lines += ["| then | the step after it |", "|---|---|", *allowed, ""]
        lines += [f"- `{code}`: {'、'.join(names)}" for code, names in sorted(refused.items())]
    return "\n".join(lines) + "\n"


HEAD = """# Operations that meet

What each operation does at one step after another was done there: a step that three organs sign together (会签), after a review,
before the decision. Who acts is the officer of the first organ, unless the operation says otherwise; 答复 is the helper's.
For each first operation: which are let through then, with how the step stands afterwards, and which are refused, by the code of
the refusal. What a code says in words stands in the messages of the platform.

This page is made by `WRITE_OPERATIONS=1 pytest tests/kernel/cases/test_operations.py -k table`; a test compares."""


def test_the_table_of_pairs_is_what_the_platform_does():
    made = page()
    if os.environ.get("WRITE_OPERATIONS"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made
