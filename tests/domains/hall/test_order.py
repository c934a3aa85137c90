"""The order of calling: total, stated, and nobody waits for ever."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.domains.hall.rules.order import AHEAD, PRIORITY, Takes, Waiting, ahead_of, in_order

NINE = datetime(2026, 3, 9, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTES = st.integers(0, 480).map(lambda n: NINE + timedelta(minutes=n))


def after(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


@st.composite
def queues(draw):
    size = draw(st.integers(0, 12))
    return [
        Waiting(
            number,
            draw(MINUTES),
            slot_at=draw(st.none() | MINUTES),
            priority=draw(st.booleans()),
            moved=draw(st.booleans()),
            behind=draw(st.sampled_from([0, 0, 0, 1, 3])),
        )
        for number in range(size)
    ]


def order(*waiting: Waiting, at: int = 100) -> list[int]:
    return [one.ticket for one in in_order(waiting, after(at))]


def test_first_come_first_called():
    assert order(Waiting(1, after(5)), Waiting(2, after(3)), Waiting(3, after(4))) == [2, 3, 1]


def test_an_appointment_goes_first_from_its_time_on_and_not_before():
    appointed = Waiting(2, after(30), slot_at=after(60))
    assert order(Waiting(1, after(10)), appointed, at=59) == [1, 2]
    assert order(Waiting(1, after(10)), appointed, at=60) == [2, 1]


@pytest.mark.parametrize(("late", "found"), [(29, [2, 1]), (31, [1, 2])])
def test_who_is_favoured_goes_before_others_that_came_up_to_half_an_hour_earlier(late, found):
    assert order(Waiting(1, after(0)), Waiting(2, after(late), priority=True)) == found


def test_an_appointment_goes_before_who_is_favoured_and_came_at_the_same_time():
    favoured = Waiting(1, after(10), priority=True)
    assert order(favoured, Waiting(2, after(10), slot_at=after(0))) == [2, 1]


def test_who_was_passed_over_stands_behind_so_many_others():
    queue = [Waiting(number, after(number)) for number in range(1, 6)]
    queue[0] = Waiting(1, after(1), behind=3)
    assert order(*queue) == [2, 3, 4, 1, 5]
    assert order(queue[0]) == [1]


@given(queues(), MINUTES, st.randoms())
def test_the_order_is_total_whatever_order_they_are_asked_in(queue, at, chance):
    shuffled = list(queue)
    chance.shuffle(shuffled)
    found = in_order(shuffled, at)
    assert found == in_order(queue, at)
    assert sorted(one.ticket for one in found) == [one.ticket for one in queue]


@given(queues(), MINUTES)
def test_nobody_waits_for_ever_as_none_who_comes_an_hour_later_goes_before_anybody(queue, at):
    line = in_order([one for one in queue if not one.behind and one.taken_at <= at], at)
    for place, one in enumerate(line):
        assert all(other.taken_at <= one.taken_at + AHEAD for other in line[:place])


@given(queues(), MINUTES)
def test_an_appointment_at_its_time_goes_before_everybody_else_who_came_less_than_half_an_hour_before(
    queue, at
):
    line = in_order([one for one in queue if not one.behind and not one.moved], at)
    due = [one for one in line if one.slot_at is not None and one.slot_at <= at]
    for one in due:
        since = max(one.taken_at, one.slot_at) - (AHEAD - PRIORITY)
        others = [each for each in line if each not in due and each.taken_at > since]
        assert all(ahead_of(one.ticket, line) < ahead_of(each.ticket, line) for each in others)


def test_a_general_window_takes_all_another_its_own_and_what_was_sent_on_only_the_one_it_was_sent_to():
    general, own = Takes(1, general=True), Takes(2, general=False, matters=frozenset({7}))
    assert (general.take(None), general.take(7), own.take(7)) == (True, True, True)
    assert (own.take(None), own.take(8)) == (False, False)
    assert (general.take(None, wanted=2), own.take(None, wanted=2)) == (False, True)
