"""The states of a certificate, the last days of a renewal and of a reminder, over all dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.clock import days
from tongban.kernel.certificates import rules
from tongban.kernel.certificates.renewals import Request, renewal_days, renewal_standing
from tongban.kernel.certificates.rules import Kind, Life, State
from tongban.kernel.clock import Limit
from tongban.standards.calendars import national

DAY = timedelta(days=1)
THIRTY_WORKING, THIRTY_NATURAL = Limit.parse("30wd"), Limit.parse("30cd")
BEGIN, END = date(2026, 1, 1), date(2030, 12, 31)
reminders = st.lists(st.integers(1, 200), min_size=1, max_size=4, unique=True)
states = st.sampled_from(State)
requests = st.sampled_from([None, Request.IN_TIME, Request.LATE_BUT_ADMISSIBLE])
OVER = [State.SUPERSEDED, State.WITHDRAWN, State.REVOKED, State.RESCINDED, State.CANCELLED]


def last_days(valid_to):
    return renewal_days(valid_to, national(), in_time=THIRTY_WORKING, admissible=THIRTY_NATURAL)


@given(days, st.integers(0, 200))
def test_a_request_made_thirty_natural_days_before_is_never_too_late(valid_to, earlier):
    asked_on = valid_to - (30 + earlier) * DAY
    assert renewal_standing(asked_on, last_days(valid_to)) is not Request.TOO_LATE
    assert renewal_standing(valid_to - 29 * DAY, last_days(valid_to)) is Request.TOO_LATE


@given(days)
def test_a_request_is_in_time_with_thirty_working_days_between_it_and_the_last_day(valid_to):
    by = last_days(valid_to).in_time_by
    between = [by + n * DAY for n in range((valid_to - by).days)]
    assert sum(map(national().is_working, between)) == 30
    assert renewal_standing(by, last_days(valid_to)) is Request.IN_TIME
    assert renewal_standing(by + DAY, last_days(valid_to)) is not Request.IN_TIME


@given(days, st.integers(-100, 300), st.integers(0, 100))
def test_who_asks_earlier_never_stands_worse(valid_to, before, earlier):
    order, last = list(Request), last_days(valid_to)
    later = renewal_standing(valid_to - before * DAY, last)
    sooner = renewal_standing(valid_to - (before + earlier) * DAY, last)
    assert order.index(sooner) <= order.index(later)


def test_the_spring_festival_moves_the_day_of_asking_in_time_and_not_the_other():
    assert last_days(date(2026, 3, 31)).in_time_by == date(2026, 2, 11)
    assert last_days(date(2026, 3, 31)).admissible_by == date(2026, 3, 1)


def test_the_last_day_counts_and_the_next_does_not():
    life = Life(State.VALID, BEGIN, END)
    assert rules.standing(life, on=END) is State.VALID
    assert rules.standing(life, on=END + DAY) is State.EXPIRED
    assert rules.standing(Life(State.VALID, BEGIN, None), on=date(2999, 1, 1)) is State.VALID


@pytest.mark.parametrize("state", OVER)
def test_what_is_over_is_neither_changed_nor_renewed_nor_revoked(state):
    life = Life(state, BEGIN, END)
    for refusal in (
        rules.may_change(life, on=BEGIN),
        rules.may_renew(life, on=BEGIN, asked=True),
        rules.may_be_deemed(life, on=END + DAY),
        rules.may_ask(life, Request.IN_TIME, last=END),
        rules.may_end(Kind.REVOKED, "not_qualified", life, on=BEGIN),
        rules.may_end(Kind.WITHDRAWN, "law_changed", life, on=BEGIN),
        rules.may_end(Kind.RESCINDED, "beyond_scope", life, on=BEGIN),
    ):
        assert refusal is not None
        assert refusal.words == rules.ENDED[state]


def test_what_is_valid_allows_every_verb():
    life = Life(State.VALID, BEGIN, END)
    assert rules.may_change(life, on=END) is None
    assert rules.may_renew(life, on=END, asked=False) is None
    assert rules.may_ask(life, Request.LATE_BUT_ADMISSIBLE, last=END) is None
    for kind, ground in (("revoked", "x"), ("withdrawn", "x"), ("rescinded", "x")):
        assert rules.may_end(Kind(kind), ground, life, on=END) is None
    assert rules.may_end(Kind.CANCELLED, "applied", life, on=END) is None


@given(states, requests, st.booleans())
def test_cancelled_and_superseded_stay_what_they_are(state, request, taken):
    life = Life(state, BEGIN, END, request=request)
    ground = rules.TAKEN_BACK if taken else "force_majeure"
    allowed = rules.may_end(Kind.CANCELLED, ground, life, on=BEGIN) is None
    wanted = {State.WITHDRAWN, State.REVOKED, State.RESCINDED} if taken else {"valid", "expired"}
    assert allowed == (state in wanted)


@given(reminders, st.integers(0, 400), requests)
def test_what_is_due_next_is_never_after_the_first_day_without_it(given_days, before, request):
    life = Life(State.VALID, BEGIN, END, request=request)
    on = END - before * DAY
    passed = rules.passed(END, given_days, on=on)
    due = rules.next_due(Life(State.VALID, BEGIN, END, passed, request), given_days)
    if request is Request.IN_TIME:
        assert due is None
    else:
        assert on < due <= END + DAY
    assert rules.next_due(Life(State.REVOKED, BEGIN, END), given_days) is None
    assert rules.reminder_due(life, given_days, on=END + DAY) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-5, 5))
def test_a_period_ends_no_earlier_than_it_begins(begin, length):
    end = begin + length * DAY
    assert (rules.period_fault(begin, end, today=begin) is None) == (length >= 0)
    assert rules.period_fault(begin, None, today=begin) is None
