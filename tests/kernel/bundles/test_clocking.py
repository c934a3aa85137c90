"""阶段计时: a stage stands still only while nothing in it could go on."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.bundles.clocking import Run, stage_due, stage_pauses
from tongban.kernel.clock import Limit, Pause, due
from tongban.standards.calendars import national

START = datetime(2026, 3, 2, 1, tzinfo=UTC)


def at(days):
    return START + timedelta(days=days)


def pause(start, end):
    return Pause(at(start), at(end))


def test_one_paused_case_does_not_stop_the_stage_while_another_goes_on():
    runs = [Run(at(0), None, (pause(1, 9),)), Run(at(0), None)]
    assert stage_pauses(runs) == []


def test_what_all_running_cases_share_of_their_pauses_is_the_pause_of_the_stage():
    runs = [Run(at(0), None, (pause(1, 9),)), Run(at(0), None, (pause(3, 5), pause(7, 12)))]
    assert stage_pauses(runs) == [pause(3, 5), pause(7, 9)]


def test_a_case_that_ended_or_has_not_begun_lets_nothing_go_on():
    runs = [Run(at(0), None, (pause(1, 9),)), Run(at(0), at(4)), Run(at(6), None)]
    assert stage_pauses(runs) == [pause(4, 6)]


def test_the_due_day_of_a_stage_leaves_out_its_own_pauses_alone():
    place = national()
    alone = [Run(at(0), None, (pause(1, 9),))]
    both = [*alone, Run(at(0), None)]
    assert stage_due(START, "10wd", place, both) == due(START, Limit.parse("10wd"), place)
    assert stage_due(START, "10wd", place, alone) == due(
        START, Limit.parse("10wd"), place, pauses=[pause(1, 9)]
    )


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(
    lambda one: pause(one[0], one[0] + one[1])
)
RUNS = st.lists(
    st.builds(
        lambda since, length, pauses: Run(at(since), at(since + length) if length else None, tuple(pauses)),
        st.integers(0, 20), st.integers(0, 40), st.lists(SPANS, max_size=3),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(RUNS, st.integers(0, 59))
def test_at_any_hour_the_stage_is_paused_just_where_every_case_that_runs_is(runs, day):
    hour = at(day) + timedelta(hours=5)
    going = [one for one in runs if one.since <= hour and (one.until is None or one.until > hour)]
    all_paused = bool(going) and all(
        any(p.start <= hour < p.end for p in one.pauses) for one in going
    )
    assert any(p.start <= hour < p.end for p in stage_pauses(runs)) is all_paused


@given(RUNS)
def test_no_stage_falls_due_later_than_the_last_of_its_cases_would_by_its_own_pauses(runs):
    place = national()
    latest = max(due(START, Limit.parse("10wd"), place, pauses=one.pauses).at for one in runs)
    going = [Run(START, None, one.pauses) for one in runs]
    assert stage_due(START, "10wd", place, going).at <= latest
