"""Every due day can be read day by day."""

from datetime import date

from builders.clock import at, pause
from tongban.kernel.clock import Limit, Reason, explain
from tongban.kernel.clock.explaining import WORDS
from tongban.standards.calendars import DayKind, national


def explained(start, limit, *pauses, calendar=None):
    days = explain(at(start), Limit.parse(limit), calendar or national(), pauses=pauses)
    return {one.day: one for one in days}


def test_the_worked_example_day_by_day():
    days = explained("2026-02-13 10:00", "20wd", pause("2026-02-25 09:00", "2026-03-02 17:00"))
    told = {day: (one.why, one.number) for day, one in days.items()}
    assert told[date(2026, 2, 13)] == (Reason.START, None)
    assert told[date(2026, 2, 14)] == (Reason.MAKEUP_DAY, 1)
    assert told[date(2026, 2, 17)] == (Reason.HOLIDAY, None)
    assert told[date(2026, 2, 25)] == (Reason.WORKING_DAY, 3)
    assert told[date(2026, 2, 28)] == (Reason.PAUSED, None)
    assert told[date(2026, 3, 1)] == (Reason.WEEKEND, None)
    assert told[date(2026, 3, 3)] == (Reason.WORKING_DAY, 4)
    assert told[date(2026, 3, 25)] == (Reason.WORKING_DAY, 20)
    assert len(days) == 41
    assert days[date(2026, 3, 25)].due


def test_the_words_name_the_holiday():
    days = explained("2026-02-13 10:00", "3wd")
    assert days[date(2026, 2, 17)].words == "A holiday (春节)"
    assert days[date(2026, 2, 14)].words == "A make-up working day (春节)"
    assert days[date(2026, 2, 13)].words == "The first day, which never counts"
    assert set(WORDS) == set(Reason)
    assert {kind.value for kind in DayKind} <= {reason.value for reason in Reason}


def test_calendar_days_count_holidays_and_the_rolling_is_told():
    days = explained("2026-02-12 10:00", "5cd", pause("2026-02-12 12:00", "2026-02-13 12:00"))
    told = [(one.why, one.number) for one in days.values()]
    assert told[:3] == [(Reason.START, None), (Reason.PAUSED, None), (Reason.CALENDAR_DAY, 1)]
    assert (days[date(2026, 2, 18)].why, days[date(2026, 2, 18)].number) == (Reason.CALENDAR_DAY, 5)
    assert days[date(2026, 2, 19)].why is Reason.HOLIDAY
    assert not days[date(2026, 2, 19)].counted
    last = days[date(2026, 2, 24)]
    assert (last.why, last.number, last.due) == (Reason.ROLLED, None, True)


def test_hours_tell_on_which_days_they_ran():
    days = explained("2026-02-13 10:00", "20h", pause("2026-02-13 20:00", "2026-02-15 01:00"))
    told = [(one.day.day, one.why, one.counted, one.number) for one in days.values()]
    assert told == [
        (13, Reason.RUNNING, True, None),
        (14, Reason.PAUSED, False, None),
        (15, Reason.RUNNING, True, None),
    ]


def test_local_days_and_guesses_are_marked():
    local = national().amended({date(2026, 3, 10): False, date(2026, 3, 14): True}, "x")
    days = explained("2026-03-09 10:00", "5wd", calendar=local)
    assert days[date(2026, 3, 10)].why is Reason.LOCAL_DAY_OFF
    assert days[date(2026, 3, 14)].why is Reason.LOCAL_WORKING_DAY
    assert days[date(2026, 3, 14)].number == 4
    into_2027 = explained("2026-12-31 10:00", "1wd")
    assert [one.provisional for one in into_2027.values()] == [False, True, True, True, True]
