"""Whatever is written in whatever order, the values of a field never overlap, and each day has the last said of it."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.registers.dated import next_change, placed, value_on

FIRST = date(2026, 1, 1)
days = st.integers(0, 60).map(lambda more: FIRST + timedelta(days=more))
writes = st.lists(st.tuples(days, st.sampled_from("甲乙丙丁")), min_size=1, max_size=12)


def written(said):
    spans = ()
    for since, value in said:
        spans = placed(spans, since, value)
    return spans


@given(writes, days)
def test_a_day_has_the_value_last_said_of_the_newest_day_up_to_it(said, day):
    last = dict(said)
    up_to = [since for since in last if since <= day]
    expected = last[max(up_to)] if up_to else None
    assert value_on(written(said), day) == expected


@given(writes)
def test_values_follow_each_other_without_gap_or_overlap(said):
    spans = written(said)
    for one, other in pairwise(spans):
        assert one.until == other.since
    assert spans[-1].until is None


@given(writes, days)
def test_between_a_day_and_the_next_change_nothing_changes(said, day):
    spans = written(said)
    coming = next_change(spans, day)
    later = coming - timedelta(days=1) if coming else FIRST + timedelta(days=99)
    assert value_on(spans, day) == value_on(spans, later)
