"""联办成效: savings are counted before and after, and the longest way is the one that keeps the others waiting."""

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.bundles.measuring import Alone, Saving, critical_path, savings, starts
from tongban.kernel.bundles.plan import Member

FIVE = (
    Member("licence", "1"),
    Member("food", "2", after=("licence",)),
    Member("fire", "3"),
    Member("drain", "4"),
    Member("sign", "5", after=("licence",)),
)
DAYS = {"licence": 1, "food": 10, "fire": 7, "drain": 9, "sign": 5}
ALONE = {
    key: Alone(questions=20, materials=5, visits=1, days=days, steps=4)
    for key, days in DAYS.items()
}


def test_a_restaurant_over_five_departments_saves_what_is_shared():
    found = savings(FIVE, ALONE, questions=48, materials=12, days=10)
    assert (found.questions.percent, found.materials.percent) == (52, 52)
    assert (found.visits.before, found.visits.after) == (5, 1)
    assert (found.days.before, found.days.after, found.days.percent) == (32, 10, 68)
    assert (found.steps.before, found.steps.after, found.steps.percent) == (20, 7, 65)


def test_without_a_promise_of_its_own_a_stage_lasts_as_long_as_its_longest_way():
    assert savings(FIVE, ALONE, questions=1, materials=1, days=0).days.after == 11


def test_the_longest_way_goes_through_what_waits():
    way = critical_path(FIVE, DAYS)
    assert (way.keys, way.days) == (("licence", "food"), 11)
    assert starts(FIVE, DAYS) == {"licence": 0, "food": 1, "fire": 0, "drain": 0, "sign": 1}


def test_a_share_is_never_rounded_up_and_nothing_saves_nothing():
    assert Saving(3, 2).percent == 33
    assert Saving(0, 0).percent == 0


@st.composite
def plans(draw):
    keys = [f"m{n}" for n in range(draw(st.integers(1, 6)))]
    members = tuple(
        Member(
            key,
            key,
            after=tuple(draw(st.lists(st.sampled_from(keys[:n]), unique=True)) if n else ()),
        )
        for n, key in enumerate(keys)
    )
    return members, {key: draw(st.integers(1, 30)) for key in keys}


@given(plans())
def test_no_chain_of_waits_is_longer_than_the_critical_path(plan):
    members, days = plan
    waits = {one.key: one.after for one in members}
    chains = [
        chain
        for size in range(1, len(members) + 1)
        for chain in permutations(waits, size)
        if all(before in waits[after] for before, after in pairwise(chain))
    ]
    assert critical_path(members, days).days == max(
        sum(days[key] for key in chain) for chain in chains
    )


@given(plans())
def test_every_member_begins_when_the_last_it_waits_for_is_through(plan):
    members, days = plan
    begun = starts(members, days)
    for one in members:
        assert begun[one.key] == max((begun[key] + days[key] for key in one.after), default=0)
