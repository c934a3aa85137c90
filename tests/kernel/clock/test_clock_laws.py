"""What holds for every start, limit and pause, tested as laws and not as examples."""

import json
from datetime import datetime, time, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders.clock import checker, days, instants, limits, near_pauses, working_limits
from tongban.kernel.clock import SHANGHAI, Limit, Unit, before, day_of, due, explain
from tongban.kernel.clock.lines import answered
from tongban.standards.calendars import national

CHECKER = checker()
TABLE = CHECKER.Table(CHECKER.PUBLISHED)
CALENDAR = national()
quiet = settings(deadline=None, max_examples=80)


@quiet
@given(instants, working_limits, working_limits, st.data())
def test_two_limits_in_a_row_are_one_limit(start, first, second, data):
    pauses = data.draw(near_pauses(start))
    between = due(start, first, CALENDAR, pauses=pauses).at
    in_steps = due(between, second, CALENDAR, pauses=pauses).on
    assert in_steps == due(start, first.extended(second), CALENDAR, pauses=pauses).on


@quiet
@given(instants, limits, st.data())
def test_the_order_of_pauses_does_not_matter_and_the_same_one_twice_is_one(start, limit, data):
    pauses = data.draw(near_pauses(start))
    shuffled = data.draw(st.permutations(pauses + pauses[:2]))
    assert due(start, limit, CALENDAR, pauses=pauses) == due(
        start, limit, CALENDAR, pauses=shuffled
    )


@quiet
@given(instants, limits, st.data())
def test_a_pause_never_brings_the_due_day_nearer(start, limit, data):
    pauses = data.draw(near_pauses(start))
    assume(pauses)
    assert (
        due(start, limit, CALENDAR, pauses=pauses).at
        >= due(start, limit, CALENDAR, pauses=pauses[1:]).at
    )


@quiet
@given(instants, limits, st.data())
def test_a_pause_within_one_day_changes_no_due_day(start, limit, data):
    assume(limit.unit is not Unit.HOURS)
    pauses = data.draw(near_pauses(start))
    inside = [one for one in pauses if day_of(one.start) == day_of(one.end)]
    across = [one for one in pauses if one not in inside]
    assert due(start, limit, CALENDAR, pauses=pauses) == due(start, limit, CALENDAR, pauses=across)


@quiet
@given(instants, instants, limits)
def test_a_later_start_is_never_due_earlier(one, other, limit):
    first, second = sorted((one, other))
    assert due(first, limit, CALENDAR).at <= due(second, limit, CALENDAR).at


@quiet
@given(instants, st.integers(1, 300), st.integers(1, 300), st.sampled_from(Unit))
def test_a_longer_limit_is_never_due_earlier(start, amount, more, unit):
    short, long = Limit(amount, unit), Limit(amount + more, unit)
    assert due(start, short, CALENDAR).at <= due(start, long, CALENDAR).at


@quiet
@given(instants, limits)
def test_a_due_day_is_a_working_day(start, limit):
    found = due(start, limit, CALENDAR)
    assert (found.on is None) == (limit.unit is Unit.HOURS)
    assert found.on is None or CALENDAR.is_working(found.on)


@quiet
@given(days, working_limits)
def test_backward_counting_inverts_forward_counting(day, limit):
    assume(CALENDAR.is_working(day))
    start = before(day, limit, CALENDAR)
    noon = datetime.combine(start, time(12), SHANGHAI)
    assert due(noon, limit, CALENDAR).on == day


@quiet
@given(instants, working_limits)
def test_forward_counting_inverts_backward_counting(start, limit):
    assume(CALENDAR.is_working(day_of(start)))
    assert before(due(start, limit, CALENDAR).on, limit, CALENDAR) == day_of(start)


@quiet
@given(instants, limits, st.data())
def test_an_explanation_ends_on_the_due_day_and_numbers_to_the_amount(start, limit, data):
    pauses = data.draw(near_pauses(start))
    found = due(start, limit, CALENDAR, pauses=pauses)
    explained = explain(start, limit, CALENDAR, pauses=pauses)
    assert explained[0].day == day_of(start)
    assert explained[-1].day == day_of(found.at)
    assert [one.day for one in explained if one.due] == [explained[-1].day]
    assert [one.day - explained[0].day for one in explained] == list(
        map(timedelta, range(len(explained)))
    )
    numbers = [one.number for one in explained if one.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    if limit.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        assert len(numbers) == limit.amount


@quiet
@given(instants, limits, st.sampled_from(["1", "0.5", "0.333", "1.25"]), st.data())
def test_the_stand_alone_checker_finds_the_same_by_walking(start, limit, lane, data):
    pauses = data.draw(near_pauses(start))
    question = {
        "start": start.isoformat(),
        "limit": str(limit),
        "pauses": [[one.start.isoformat(), one.end.isoformat()] for one in pauses],
        "lane": lane,
    }
    assert json.loads(answered(json.dumps(question), CALENDAR)) == CHECKER.answer(question, TABLE)


def test_the_published_table_of_the_checker_is_the_calendar_as_shipped():
    assert set(CALENDAR.years) == TABLE.years
    tables = [table.days.items() for table in CALENDAR.years.values()]
    assert {day for days in tables for day, one in days if not one.works} == TABLE.off
    assert {day for days in tables for day, one in days if one.works} == TABLE.worked
