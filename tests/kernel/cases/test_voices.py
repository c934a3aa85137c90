"""How a round stands: voices count, not people; a result comes as soon as nothing can change it, and never sooner."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.cases.state import ItemRow, RoundRow, State
from tongban.kernel.cases.voices import need_of, node_result, others_of_its_voice, weights_of
from tongban.kernel.flows import quota_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
says = st.sampled_from(["", "agreed", "refused"])
votes = st.sampled_from(["", "agreed", "refused", "abstained"])


def item(number, organ, outcome="", **more):
    state = "done" if outcome else "open"
    row = ItemRow(number, 1, number, 511602, organ, None, "main", None, 1, 1, state, outcome, NOW)
    return replace(row, **more)


def items(*organs_and_outcomes):
    rows = [item(n, organ, outcome) for n, (organ, outcome) in enumerate(organs_and_outcomes, 1)]
    return {row.id: row for row in rows}


def stands(rule, rows, quota=""):
    return node_result(rule, need_of(rule, quota, weights_of(rows.values(), "organ")), rows)


@pytest.mark.parametrize(
    ("rule", "said", "result"),
    [
        ("all", [("a", ""), ("b", "")], None),
        ("all", [("a", "agreed"), ("b", "")], None),
        ("all", [("a", "agreed"), ("b", "agreed")], "passed"),
        ("all", [("a", "refused"), ("b", "")], "failed"),
        ("any", [("a", ""), ("b", "refused")], None),
        ("any", [("a", ""), ("b", "agreed")], "passed"),
        ("any", [("a", "refused"), ("b", "refused")], "failed"),
        ("all", [("a", "agreed"), ("a", ""), ("b", "")], None),
        ("all", [("a", "agreed"), ("a", ""), ("b", "agreed")], "passed"),
        ("any", [("a", "refused"), ("a", "")], "failed"),
    ],
)
def test_a_round_is_decided_as_soon_as_its_outcome_is_fixed(rule, said, result):
    assert stands(rule, items(*said)) == result


@given(st.sampled_from(["all", "any"]), st.lists(says, min_size=1, max_size=5), st.data())
def test_more_opinions_never_undo_a_result(rule, said, data):
    rows = items(*enumerate(said))
    before = stands(rule, rows)
    more = {
        r.id: item(r.id, r.organ, r.outcome or data.draw(st.sampled_from(["agreed", "refused"])))
        for r in rows.values()
    }
    after = stands(rule, more)
    assert after in {"passed", "failed"}
    assert before is None or after == before


@pytest.mark.parametrize(
    ("quota", "total", "need"),
    [("2/3", 3, 2), ("2/3", 4, 3), ("60%", 5, 3), ("60%", 4, 3), (">1/2", 4, 3), (">1/2", 5, 3), (">50%", 4, 3), ("3", 9, 3), (">3", 9, 4), ("1/1", 7, 7)],
)  # fmt: skip
def test_a_quota_is_reckoned_in_whole_votes_and_never_rounded_down(quota, total, need):
    assert quota_of(quota, total) == need


@given(
    st.sampled_from(["2/3", ">1/2", "60%", "1/3", "1/1"]),
    st.lists(st.tuples(votes, st.integers(1, 3), st.booleans()), min_size=1, max_size=5),
)
def test_a_vote_is_over_exactly_when_no_vote_still_out_could_change_it(quota, cast):
    rows = {
        n: item(n, n, outcome, weight=weight, kind="veto" if veto else "main")
        for n, (outcome, weight, veto) in enumerate(cast, 1)
    }
    total = sum(weight for _, weight, _ in cast)
    out = [n for n, row in rows.items() if not row.outcome]

    def ends(said):
        full = {**{n: row.outcome for n, row in rows.items()}, **dict(zip(out, said, strict=True))}
        vetoed = any(full[n] == "refused" and rows[n].kind == "veto" for n in rows)
        agreed = sum(rows[n].weight for n in rows if full[n] == "agreed")
        return not vetoed and agreed >= quota_of(quota, total)

    every = {ends(said) for said in product(("agreed", "refused", "abstained"), repeat=len(out))}
    found = stands("vote", rows, quota)
    assert every == ({True, False} if found is None else {found == "passed"})


def test_who_abstains_stays_in_the_total():
    rows = items(("a", "agreed"), ("b", "abstained"), ("c", "abstained"))
    assert stands("vote", rows, "2/3") == "failed"


@pytest.mark.parametrize("rule", ["all", "any"])
def test_who_was_added_after_must_agree_too(rule):
    rows = items(("a", "agreed"))
    rows[2] = item(2, "z", kind="after", origin=1)
    assert stands(rule, rows) is None
    assert stands(rule, {**rows, 2: item(2, "z", "agreed", kind="after", origin=1)}) == "passed"
    assert stands(rule, {**rows, 2: item(2, "z", "refused", kind="after", origin=1)}) == "failed"


def test_who_helps_hands_out_or_reads_has_no_voice():
    rows = items(("a", ""))
    for n, kind in enumerate(("help", "dispatch", "read"), 2):
        rows[n] = item(n, n, "agreed", kind=kind)
    assert stands("any", rows) is None


def test_what_was_taken_back_counts_no_more():
    rows = items(("a", "agreed"))
    assert stands("all", rows) == "passed"
    rows[1] = replace(rows[1], state="recalled")
    rows[2] = item(2, "a", origin=1)
    assert stands("all", rows) is None


def round_of(rows, unit="organ"):
    row = RoundRow(1, 1, "n", "n", 1, "review", "all", 1, "open", "", 1, NOW, unit=unit)
    return State(items=rows, rounds={1: row})


def test_what_one_post_does_the_other_posts_of_its_organ_need_not():
    rows = items(("a", ""), ("a", ""), ("b", ""))
    state = round_of(rows)
    assert others_of_its_voice(state, rows[1]) == (2,)
    assert others_of_its_voice(state, rows[3]) == ()


def test_where_each_post_has_a_voice_none_speaks_for_another():
    rows = items(("a", ""), ("a", ""))
    assert others_of_its_voice(round_of(rows, "post"), rows[1]) == ()
    assert weights_of(rows.values(), "post") == {("post", 1): 1, ("post", 2): 1}


def test_a_step_handed_on_keeps_its_voice():
    rows = items(("a", ""), ("b", ""))
    rows[1] = replace(rows[1], state="transferred")
    rows[3] = item(3, "a", origin=1)
    assert set(weights_of(rows.values(), "organ")) == {("organ", "a"), ("organ", "b")}
    assert others_of_its_voice(round_of(rows), rows[3]) == ()
