"""Hours and slots, figures, the rota, and what somebody must say: pure."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.registers import refusal_of
from tongban.domains.hall.rules.figures import Figures, Visit, by_window, figures
from tongban.domains.hall.rules.hours import is_open, opening, slots, spare
from tongban.domains.hall.rules.rota import Duty, Turn, checked
from tongban.domains.hall.rules.telling import comes, read, said, written
from tongban.kernel.clock import SHANGHAI

DAY = date(2026, 3, 9)
HOURS = "09:00-12:00 13:00-17:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-09T{text}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text", ["", "9-12", "12:00-09:00", "09:00-12:00 11:00-13:00", "24:00-25:00", "09:00-09:00"]
)
def test_hours_that_are_none_are_refused(text):
    assert refusal_of(opening, text).code == "hall.hours"


def test_a_day_is_cut_into_slots_and_the_break_has_none():
    found = slots(DAY, HOURS, 30)
    assert (len(found), str(found[0]), str(found[-1])) == (14, "09:00–09:30", "16:30–17:00")
    assert not [one for one in found if at("12:00") <= one.start < at("13:00")]
    assert (is_open(at("11:59"), HOURS), is_open(at("12:00"), HOURS)) == (True, False)


@given(st.integers(5, 240))
def test_no_two_slots_of_a_day_overlap_and_none_is_longer_or_outside(minutes):
    found = slots(DAY, HOURS, minutes)
    assert all(one.end - one.start == timedelta(minutes=minutes) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(is_open(one.start, HOURS) for one in found)


def test_a_place_that_is_taken_for_a_part_of_a_slot_is_not_free_in_it():
    first, second, third = slots(DAY, HOURS, 30)[:3]
    assert spare([1, 2], [(1, second)], second) == 1
    assert spare([1, 2], [(1, second), (2, second)], second) == 0
    assert spare([1, 2], [(1, second)], first) == spare([1, 2], [(1, second)], third) == 2


def test_figures_are_the_medians_of_waits_and_services():
    visits = [
        Visit(1, at("09:00"), at("09:10"), at("09:11"), at("09:31")),
        Visit(1, at("09:00"), at("09:20"), at("09:21"), at("09:31")),
        Visit(2, at("09:00"), at("09:40")),
        Visit(None, at("09:00")),
    ]
    assert figures(visits) == Figures(called=3, served=2, wait=20, service=15)
    assert by_window(visits)[2] == Figures(1, 0, 40, None)
    assert figures([]) == Figures(0, 0, None, None)


def test_the_deputy_sits_there_while_a_is_absent_and_nobody_without_one():
    turn = Turn(Duty.WINDOW, "person/1", "person/2", 5)
    assert turn.sitting == "person/1"
    assert Turn(Duty.WINDOW, "person/1", "person/2", 5, absent=True).sitting == "person/2"
    assert Turn(Duty.WINDOW, "person/1", "", 5, absent=True).sitting == ""


@pytest.mark.parametrize(
    ("turn", "code"),
    [
        (Turn(Duty.WINDOW, "person/1"), "hall.turn_window"),
        (Turn(Duty.GUIDE, "person/1", window=5), "hall.turn_window"),
        (Turn(Duty.GUIDE, ""), "hall.turn_people"),
        (Turn(Duty.GUIDE, "person/1", "person/1"), "hall.turn_people"),
        (Turn(Duty.GUIDE, "person/3"), "hall.turn_twice"),
    ],
)
def test_a_turn_that_cannot_be_is_refused(turn, code):
    assert refusal_of(checked, turn, [Turn(Duty.GUIDE, "person/3")]).code == code


def test_a_deputy_may_hold_a_post_of_his_own():
    turn = Turn(Duty.GUIDE, "person/1", "person/3")
    assert checked(turn, [Turn(Duty.HELPER, "person/3")]) == turn


@given(st.integers(1, 10**12 - 1))
def test_a_number_is_read_as_it_was_written_with_or_without_the_day(pk):
    assert read(written(DAY, pk)) == read(written(DAY, pk).lower()) == read(str(pk)) == pk


@pytest.mark.parametrize("text", ["", "Y1-1", "A001", "²", "1" * 13, "-5"])
def test_what_is_no_number_is_read_as_none(text):
    assert read(text) is None


def test_who_comes_needs_a_name_and_a_telephone():
    assert comes(" 李秀英 ", "138 0000-1111") == ("李秀英", "13800001111")
    assert refusal_of(comes, " ", "13800001111").code == "hall.name"
    assert refusal_of(comes, "李秀英", "一三八").code == "hall.phone"
    assert refusal_of(said, " ").code == "hall.words"
