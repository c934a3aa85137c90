"""How a round stands: organs count, not people; the first post of an organ speaks for it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.cases.rules import need_of, node_result, others_of_its_organ
from tongban.kernel.cases.state import ItemRow, State

NOW = datetime(2026, 3, 1, tzinfo=UTC)
says = st.sampled_from(["", "agreed", "refused"])


def item(number, organ, outcome=""):
    state = "done" if outcome else "open"
    return ItemRow(number, 1, number, 511602, organ, None, "main", None, 1, 1, state, outcome, NOW)


def items(*organs_and_outcomes):
    return [item(n, organ, outcome) for n, (organ, outcome) in enumerate(organs_and_outcomes, 1)]


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
    rows = items(*said)
    assert node_result(rule, need_of(rule, [row.organ for row in rows]), rows) == result


@given(st.sampled_from(["all", "any"]), st.lists(says, min_size=1, max_size=5), st.data())
def test_more_opinions_never_undo_a_result(rule, said, data):
    rows = items(*enumerate(said))
    need = need_of(rule, [row.organ for row in rows])
    before = node_result(rule, need, rows)
    later = [
        item(r.id, r.organ, r.outcome or data.draw(st.sampled_from(["agreed", "refused"])))
        for r in rows
    ]
    after = node_result(rule, need, later)
    assert after in {"passed", "failed"}
    assert before is None or after == before


def test_what_one_post_does_the_other_posts_of_its_organ_need_not():
    rows = {row.id: row for row in items(("a", ""), ("a", ""), ("b", ""))}
    state = State(items=rows)
    assert others_of_its_organ(state, rows[1]) == (2,)
    assert others_of_its_organ(state, rows[3]) == ()
