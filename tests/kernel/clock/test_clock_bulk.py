"""Due days in bulk are the due days one by one."""

from datetime import date, datetime, time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.clock import days, limits
from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI, Limit, Unit, due
from tongban.kernel.clock.bulk import due_days
from tongban.standards.calendars import national

LOCAL = national().amended({date(2026, 3, 11): False, date(2031, 1, 4): True}, "x")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(days, max_size=8),
    limits.filter(lambda limit: limit.unit is not Unit.HOURS),
    st.sampled_from([national(), LOCAL]),
)
def test_in_bulk_each_start_gets_its_own_due_day(starts, limit, calendar):
    found = due_days(np.array(starts, "datetime64[D]"), limit, calendar)
    for start, on, provisional in zip(starts, found.on, found.provisional, strict=True):
        alone = due(datetime.combine(start, time(12), SHANGHAI), limit, calendar)
        assert (on.item(), bool(provisional)) == (alone.on, alone.provisional)


def test_bulk_refuses_hours_instants_no_date_and_the_year_10000():
    one = np.array(["2026-03-09"], "datetime64[D]")
    assert due_days(one, Limit.parse("3wd"), national()).on.tolist() == [date(2026, 3, 12)]
    for starts, limit, code in (
        (one, "3h", "clock.hours_in_bulk"),
        (one.astype("datetime64[s]"), "3wd", "clock.not_dates"),
        (np.array(["2026-03-09", "NaT"], "datetime64[D]"), "3wd", "clock.beyond_the_years"),
        (np.array(["9999-12-30"], "datetime64[D]"), "3wd", "clock.beyond_the_years"),
    ):
        with pytest.raises(Refusal) as refused:
            due_days(starts, Limit.parse(limit), national())
        assert refused.value.code == code
