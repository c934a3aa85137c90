"""How tokens move: where they rest, which ids they get, which fork they belong to."""

import pytest

from builders.flows import drawn
from tongban.kernel.flows import FlowFault, Marking, Step, Token, compiled, complete, start

NESTED = compiled(
    drawn(
        "start:s parallel:f parallel:h user:a user:b parallel:i user:c parallel:j user:d end:e",
        *("s f h a i j d e", "h b i", "f c j"),
    )
)
CHOICE = compiled(
    drawn(
        "start:s exclusive:g user:a user:b user:c end:e",
        *("s g a e", "g b e", "g c e"),
        conditions={"g_a": "form.sum > 100", "g_b": "form.sum > 10"},
        defaults={"g": "g_c"},
    )
)


def test_the_first_token_is_number_one_and_rests_at_the_first_task():
    token = Token(id=1, node="c", arrow="g_c", parent=None)
    assert start(CHOICE, {}) == Step(Marking((token,), 1), (), (token,), ended=False)


def test_the_last_completion_ends_the_case():
    step = complete(CHOICE, start(CHOICE, {}).marking, 1, {})
    assert step == Step(Marking((), 1), (1,), (), ended=True)


def test_a_flow_without_a_task_ends_at_once():
    assert start(compiled(drawn("start:s end:e", "s e")), {}) == Step(
        Marking((), 0), (), (), ended=True
    )


@pytest.mark.parametrize(
    ("sum_", "node"), [(101, "a"), (100, "b"), (11, "b"), (10, "c"), (None, "c")]
)
def test_the_first_condition_that_holds_is_taken_and_else_the_default(sum_, node):
    assert start(CHOICE, {"form": {"sum": sum_}}).opened[0].node == node


def test_a_fork_inside_a_fork_stands_until_its_branches_have_met():
    step = start(NESTED, {})
    assert step.opened == (
        Token(2, "h", "f_h", 1),
        Token(3, "c", "f_c", 1),
        Token(4, "a", "h_a", 2),
        Token(5, "b", "h_b", 2),
    )
    step = complete(NESTED, step.marking, 5, {})
    assert (step.consumed, step.opened) == ((5,), (Token(6, "i", "b_i", 2),))
    step = complete(NESTED, step.marking, 4, {})
    assert (step.consumed, step.opened) == ((2, 4, 6), (Token(7, "j", "i_j", 1),))
    step = complete(NESTED, step.marking, 3, {})
    assert (step.consumed, step.opened) == ((3, 7), (Token(8, "d", "j_d", None),))
    assert step.marking == Marking((Token(8, "d", "j_d", None),), 8)


def test_lineage_survives_when_only_the_tokens_and_the_last_id_are_kept():
    step = start(NESTED, {})
    for token in (4, 5, 3):
        kept = Marking(tuple(reversed(step.marking.tokens)), step.marking.last)
        step = complete(NESTED, kept, token, {})
    assert step.marking.tokens == (Token(8, "d", "j_d", None),)


def test_branches_that_meet_two_by_two_stay_inside_their_fork_until_the_last():
    flow = compiled(
        drawn(
            "start:s parallel:f user:a user:b user:c parallel:i user:d parallel:j user:x end:e",
            *("s f a i d j x e", "f b i", "f c j"),
        )
    )
    step = start(flow, {})
    step = complete(flow, complete(flow, step.marking, 2, {}).marking, 3, {})
    assert step.opened == (Token(6, "d", "i_d", 1),)
    step = complete(flow, complete(flow, step.marking, 6, {}).marking, 4, {})
    assert step.opened == (Token(8, "x", "j_x", None),)


def test_a_join_that_forks_again_gives_its_branches_a_new_parent():
    flow = compiled(
        drawn(
            "start:s parallel:f user:a user:b parallel:m user:c user:d parallel:j end:e",
            *("s f a m c j e", "f b m d j"),
        )
    )
    step = start(flow, {})
    step = complete(flow, complete(flow, step.marking, 2, {}).marking, 3, {})
    assert step.opened == (Token(6, "c", "m_c", 5), Token(7, "d", "m_d", 5))


def test_an_inner_fork_goes_when_the_last_of_its_branches_has_ended():
    flow = compiled(
        drawn(
            "start:s parallel:f parallel:h user:a user:b user:c end:e",
            *("s f h a e", "h b e", "f c e"),
        )
    )
    step = complete(flow, start(flow, {}).marking, 4, {})
    assert step.consumed == (4,)
    step = complete(flow, step.marking, 5, {})
    assert (step.consumed, [token.node for token in step.marking.tokens]) == ((2, 5), ["c"])
    assert complete(flow, step.marking, 3, {}).ended


def test_an_empty_branch_waits_at_the_join():
    flow = compiled(drawn("start:s parallel:f user:a parallel:j end:e", "s f j e", "f a j"))
    step = start(flow, {})
    assert step.opened == (Token(2, "j", "f_j", 1), Token(3, "a", "f_a", 1))
    assert complete(flow, step.marking, 3, {}) == Step(Marking((), 3), (2, 3), (), ended=True)


@pytest.mark.parametrize(
    ("marking", "token", "element", "reason"),
    [
        (start(NESTED, {}).marking, 9, "", "token 9 is not live; read the case again"),
        (
            start(NESTED, {}).marking,
            2,
            "h",
            "token 2 waits for other branches; complete those first",
        ),
        (
            Marking((Token(1, "z", None, None),), 1),
            *(1, "z", "token 1 rests at a node this flow does not have; use the case's own flow"),
        ),
    ],
)
def test_a_token_that_cannot_be_completed_is_refused(marking, token, element, reason):
    with pytest.raises(FlowFault) as caught:
        complete(NESTED, marking, token, {})
    [problem] = caught.value.problems
    assert (problem.element, problem.reason) == (element, reason)


INCLUSIVE = compiled(
    drawn(
        "start:s inclusive:f user:a user:b user:c inclusive:j user:d end:e",
        *("s f a j d e", "f b j", "f c j"),
        conditions={"f_a": "form.a == true", "f_b": "form.b == true"},
        defaults={"f": "f_c"},
    )
)


@pytest.mark.parametrize(
    ("form", "nodes"),
    [
        ({"a": True, "b": True}, ["a", "b"]),
        ({"b": True}, ["b"]),
        ({}, ["c"]),
    ],
)
def test_an_inclusive_fork_takes_every_way_that_holds_and_its_join_waits_for_those(form, nodes):
    step = start(INCLUSIVE, {"form": form})
    assert [token.node for token in step.opened] == nodes
    for place, token in enumerate(step.opened):
        assert [one.node for one in step.marking.tokens if one.node == "d"] == []
        step = complete(INCLUSIVE, step.marking, token.id, {})
        last = place == len(nodes) - 1
        assert [one.node for one in step.marking.tokens if one.node == "d"] == ["d"] * last
    assert [token.parent for token in step.marking.tokens] == [None]


def test_an_inclusive_join_waits_for_what_is_inside_another_fork_within_its_own():
    flow = compiled(
        drawn(
            "start:s inclusive:f parallel:h user:a user:b parallel:i user:c inclusive:j user:d end:e",
            *("s f h a i j d e", "h b i", "f c j"),
            conditions={"f_h": "form.a == true"},
            defaults={"f": "f_c"},
        )
    )
    assert [one.node for one in start(flow, {"form": {"a": True}}).opened] == ["h", "a", "b"]
    both = compiled(
        drawn(
            "start:s inclusive:f parallel:h user:a user:b parallel:i user:c inclusive:j user:d end:e",
            *("s f h a i j d e", "h b i", "f c j"),
            conditions={"f_h": "form.a == true", "f_c": "form.a == true"},
            defaults={"f": "f_j"},
        ).replace(
            b"</b:process>", b'<b:sequenceFlow id="f_j" sourceRef="f" targetRef="j"/></b:process>'
        )
    )
    step = start(both, {"form": {"a": True}})
    ids = {token.node: token.id for token in step.marking.tokens}
    step = complete(both, step.marking, ids["c"], {})
    assert "d" not in {one.node for one in step.marking.tokens}
    step = complete(both, step.marking, ids["a"], {})
    assert "d" not in {one.node for one in step.marking.tokens}
    step = complete(both, step.marking, ids["b"], {})
    assert [one.node for one in step.marking.tokens] == ["d"]


def test_a_terminate_end_takes_every_token_away():
    flow = compiled(
        drawn(
            "start:s parallel:f user:a user:b user:c end:e terminate:t",
            *("s f a e", "f b t", "f c"),
            "c e",
        )
    )
    step = start(flow, {})
    ids = {token.node: token.id for token in step.marking.tokens}
    step = complete(flow, step.marking, ids["b"], {})
    assert (step.ended, step.marking.tokens) == (True, ())
    assert set(step.consumed) == set(ids.values())
