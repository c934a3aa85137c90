"""A flow that could strand a case does not compile."""

import pytest

from builders.flows import drawn, problems

Case = tuple[bytes, list[tuple[str, str]]]

LOOSE: list[Case] = [
    (drawn("user:a end:e", "a e"), [("flow", "the process has no startEvent; draw one")]),
    (
        drawn("start:s start:t user:a end:e", "s a e", "t a"),
        [("t", "a process has one startEvent and “s” is it; remove this one")],
    ),
    (
        drawn("start:s user:a exclusive:g end:e", "s a g e", "g s", defaults={"g": "g_e"}),
        [("s", "an arrow leads into the startEvent"), ("g_s", "write a condition")],
    ),
    (drawn("start:s end:e user:a", "s a e a"), [("e", "an arrow leaves the endEvent; remove it")]),
    (drawn("start:s user:a end:e", "s a"), [("a", "no arrow leaves this node")]),
    (
        drawn("start:s user:a end:e", "s a e", defaults={"a": "s_a"}),
        [("a", "the default “s_a” does not leave this node")],
    ),
]

CHOICES: list[Case] = [
    (
        drawn("start:s exclusive:g user:a end:e", "s g a e", "g e", conditions={"g_a": "true"}),
        [("g", "no default: if no condition held, the case would stand still")],
    ),
    (
        drawn(
            "start:s exclusive:g user:a end:e",
            *("s g a e", "g e"),
            conditions={"g_a": "true", "g_e": "true"},
            defaults={"g": "g_e"},
        ),
        [("g_e", "the default arrow has a condition that nobody reads; remove it")],
    ),
    (
        drawn("start:s exclusive:g user:a end:e", "s g a e", "g e", defaults={"g": "g_e"}),
        [("g_a", "no condition, and it is not the default; write a condition")],
    ),
    (
        drawn("start:s user:a end:e", "s a e", conditions={"a_e": "true"}),
        [
            (
                "a_e",
                "a condition belongs on an arrow that leaves an exclusiveGateway or inclusiveGateway",
            )
        ],
    ),
    (
        drawn("start:s exclusive:g end:e", "s g e", conditions={"g_e": "true"}),
        [
            (
                "g_e",
                "a condition belongs on an arrow that leaves an exclusiveGateway or inclusiveGateway",
            )
        ],
    ),
]

WAYS: list[Case] = [
    (
        drawn("start:s user:a end:e user:b", "s a e", "b b"),
        [("b", "cannot be reached from the start; connect it or remove it")],
    ),
    (
        drawn(
            "start:s exclusive:g user:a user:b end:e",
            *("s g a e", "g b b"),
            conditions={"g_b": "true"},
            defaults={"g": "g_a"},
        ),
        [("b", "cannot get to an end; draw a way to an endEvent")],
    ),
    (
        drawn(
            "start:s exclusive:f exclusive:h exclusive:g end:e",
            *("s f h g e", "g f"),
            conditions={"g_f": "true"},
            defaults={"g": "g_e"},
        ),
        [("f", "goes round without a userTask (f, h, g); put a userTask in the loop")],
    ),
]

BRANCHES: list[Case] = [
    (
        drawn(
            "start:s parallel:f exclusive:g parallel:h user:a user:b user:c parallel:j end:e",
            *("s f g h a e", "h b e", "f c j e", "g j"),
            conditions={"g_h": "true"},
            defaults={"g": "g_j"},
        ),
        [("f", "its branch “f_g” can get to “j” or an end, and a join could wait for ever")],
    ),
    (
        drawn(
            "start:s exclusive:g user:a user:b parallel:j end:e",
            *("s g a j e", "g b j"),
            conditions={"g_a": "true"},
            defaults={"g": "g_b"},
        ),
        [("j", "do not come out of one parallelGateway, so it could wait for ever; merge choices")],
    ),
    (
        drawn("start:s parallel:f user:a user:b user:c end:e", "s f a c e", "f b c"),
        [("c", "arrows out of different parallel branches meet here; bring the branches together")],
    ),
    (
        drawn(
            "start:s parallel:f exclusive:g user:a user:b parallel:j end:e",
            *("s f g a j e", "g e", "f b j"),
            conditions={"g_a": "true"},
            defaults={"g": "g_e"},
        ),
        [("f", "its branch “f_g” can get to an end or “j”, and a join could wait for ever")],
    ),
    (
        drawn(
            "start:s parallel:f exclusive:g user:a user:b parallel:j end:e",
            *("s f g a j e", "g j", "f b j"),
            conditions={"g_a": "true"},
            defaults={"g": "g_j"},
        ),
        [("j", "two of its arrows come out of one branch, so it would wait for ever")],
    ),
    (
        drawn(
            "start:s parallel:f user:a user:b parallel:j user:c exclusive:g end:e",
            *("s f a j c g e", "f b j", "g j"),
            conditions={"g_j": "true"},
            defaults={"g": "g_e"},
        ),
        [("j", "no token comes by “g_j” before this join has let one through; lead the way back")],
    ),
    (
        drawn(
            "start:s parallel:f parallel:h user:a user:b user:c parallel:i parallel:j end:e",
            *("s f h a i j e", "h b j", "f c i"),
        ),
        [("i", "do not come out of one parallelGateway")],
    ),
]


@pytest.mark.parametrize(("xml", "expected"), LOOSE + CHOICES + WAYS + BRANCHES)
def test_a_flow_that_could_strand_a_case_is_refused_at_the_element_at_fault(xml, expected):
    found = problems(xml)
    assert [each.element for each in found] == [element for element, _ in expected]
    for each, (_, reason) in zip(found, expected, strict=True):
        assert reason in each.reason
        assert f'id="{each.element}"'.encode() in xml.splitlines()[each.line - 1]


SOUND = [
    drawn("start:s user:a user:b end:e", "s a e", "s b e"),
    drawn("start:s user:a user:b user:c parallel:j end:e", "s a b j e", "a c j"),
    drawn("start:s end:e", "s e"),
    drawn("start:s parallel:f user:a user:b end:e end:d", "s f a e", "f b d"),
    drawn("start:s parallel:f user:a user:b end:e", "s f a e", "f b e"),
    drawn("start:s parallel:f user:a parallel:j end:e", "s f j e", "f a j"),
    drawn(
        "start:s parallel:f user:a user:b user:c parallel:i parallel:j end:e",
        *("s f a i j e", "f b i", "f c j"),
    ),
    drawn(
        "start:s parallel:f user:a user:b parallel:m user:c user:d parallel:j end:e",
        *("s f a m c j e", "f b m d j"),
    ),
    drawn("start:s exclusive:g parallel:f user:a end:e", "s g f a e"),
    drawn(
        "start:s parallel:f parallel:h user:a user:b user:c end:e",
        *("s f h a e", "h b e", "f c e"),
    ),
    drawn(
        "start:s exclusive:m parallel:f user:a user:b parallel:j exclusive:g end:e",
        *("s m f a j g e", "f b j", "g m"),
        conditions={"g_m": "form.again"},
        defaults={"g": "g_e"},
    ),
]


@pytest.mark.parametrize("xml", SOUND)
def test_a_flow_whose_branches_nest_compiles(xml):
    assert problems(xml) == ()


def test_a_long_idle_loop_is_shown_by_its_first_ten_nodes():
    gateways = [f"g{number}" for number in range(12)]
    xml = drawn(
        "start:s end:e " + " ".join(f"exclusive:{each}" for each in gateways),
        f"s {' '.join(gateways)} e",
        "g11 g0",
        conditions={"g11_g0": "true"},
        defaults={"g11": "g11_e"},
    )
    [problem] = problems(xml)
    assert "(g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, …)" in problem.reason


def test_all_faults_of_one_kind_are_told_at_once():
    xml = drawn("start:s user:a user:b user:c end:e", "s a e", "b b", "c c")
    assert [problem.element for problem in problems(xml)] == ["b", "c"]


def test_a_fork_and_its_join_are_of_one_kind():
    mixed = drawn(
        "start:s inclusive:f user:a user:b parallel:j end:e",
        *("s f a j e", "f b j"),
        conditions={"f_a": "form.a == true"},
        defaults={"f": "f_b"},
    )
    (problem,) = problems(mixed)
    assert problem.element == "j"
    assert "make this one an inclusiveGateway too" in problem.reason


def test_at_an_inclusive_join_all_ways_of_its_fork_meet():
    some = drawn(
        "start:s inclusive:f user:a user:b user:c inclusive:j end:e",
        *("s f a j e", "f b j", "f c e"),
        conditions={"f_a": "form.a == true", "f_b": "form.b == true"},
        defaults={"f": "f_c"},
    )
    (problem,) = problems(some)
    assert problem.element == "j"
    assert "lead all of them here" in problem.reason


def test_an_inclusive_fork_without_a_default_is_refused():
    open_ = drawn(
        "start:s inclusive:f user:a user:b inclusive:j end:e",
        *("s f a j e", "f b j"),
        conditions={"f_a": "form.a == true", "f_b": "form.b == true"},
    )
    assert [problem.element for problem in problems(open_)] == ["f"]
