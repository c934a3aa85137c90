"""What is told beyond the figures: waiting, rework, handovers, comparison; on logs that one can reckon by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.logs import DAY, log_of
from tongban.kernel.mining.choosing import begun, doing, saying
from tongban.kernel.mining.comparing import Difference, compared
from tongban.kernel.mining.figures import directly_follows, quantile
from tongban.kernel.mining.handovers import Handover, handovers
from tongban.kernel.mining.log import RESOURCE
from tongban.kernel.mining.rework import Rework, rework, reworked_cases
from tongban.kernel.mining.spread import Spread, spreads
from tongban.kernel.mining.waiting import bottlenecks, spent, tells_work

WORKED = log_of(a="receive+start@1 receive+complete@2 review+start@5 review+complete@6")


def spread(*days: float) -> Spread:
    lengths = np.array(days) * DAY
    return Spread(len(days), sum(lengths), np.quantile(lengths, 0.5), np.quantile(lengths, 0.9))


def test_without_starts_all_time_between_events_is_waiting():
    log = log_of(a="receive@1 review@3 decide@4", b="receive@1 review@7")
    assert not tells_work(log)
    found = {each.activity: (each.waiting, each.working) for each in spent(log)}
    assert found == {
        "receive": (None, None),
        "review": (spread(2, 6), None),
        "decide": (spread(1), None),
    }


def test_with_starts_waiting_ends_where_work_begins():
    assert tells_work(WORKED)
    found = {each.activity: (each.waiting, each.working) for each in spent(WORKED)}
    assert found == {"receive": (None, spread(1)), "review": (spread(3), spread(1))}


def test_the_first_work_of_a_case_waits_for_nothing_of_the_case_before():
    log = log_of(a="receive+start@1 receive+complete@2", b="receive+start@5 receive+complete@6")
    assert [(each.waiting, each.working) for each in spent(log)] == [(None, spread(1, 1))]
    assert bottlenecks(log) == []


def test_each_completion_ends_what_was_begun_first_and_one_without_start_ends_nothing():
    log = log_of(a="x+complete@1 x+start@2 x+start@3 x+complete@5 x+complete@9 x+complete@10")
    assert spent(log)[0].working == spread(3, 6)


def test_among_starts_what_does_not_tell_its_own_was_waited_for_until_it_was_done():
    log = log_of(a="receive+start@1 receive+complete@2 review+complete@5 decide+start@7")
    found = {each.activity: (each.waiting, each.working) for each in spent(log)}
    assert found == {
        "receive": (None, spread(1)),
        "review": (spread(3), None),
        "decide": (spread(2), None),
    }
    assert [each.waiting for each in bottlenecks(log)] == [spread(3), spread(2)]


def test_an_event_without_a_stage_counts_as_completed():
    log = log_of(a="receive+start@1 receive+complete@2 review@5")
    assert {each.activity: each.waiting for each in spent(log)}["review"] == spread(3)


def test_other_stages_make_no_difference():
    log = log_of(a="receive+start@1 receive+suspend@1.5 receive+complete@2 review+schedule@3 review+start@5 review+complete@6")  # fmt: skip
    assert spent(log) == spent(WORKED)


def test_bottlenecks_are_ranked_by_all_the_time_that_was_waited():
    log = log_of(a="receive@1 review@3 decide@4", b="receive@1 review@7 decide@20")
    found = [(each.before, each.after, each.waiting) for each in bottlenecks(log)]
    assert found == [("review", "decide", spread(1, 13)), ("receive", "review", spread(2, 6))]


def test_where_work_is_told_a_bottleneck_is_what_lay_before_it_began():
    found = [(each.before, each.after, each.waiting) for each in bottlenecks(WORKED)]
    assert found == [("receive", "review", spread(3))]


def test_rework_counts_what_was_done_again_at_once_and_later():
    log = log_of(a="x x y x", b="x y", c="y y y")
    assert rework(log) == [Rework("x", 1, 2, 1), Rework("y", 1, 2, 2)]
    assert reworked_cases(log) == 2


def test_what_was_started_and_completed_was_done_once():
    assert rework(WORKED) == []
    assert reworked_cases(WORKED) == 0


def test_handovers_between_organs_count_and_time_what_went_over():
    log = log_of(
        a="receive/Wang/Hall@1 review/Li/Housing@4 decide/Zhao/Housing@5",
        b="receive/Wang/Hall@1 review/Li/Housing@2 receive/Wang/Hall@3",
    )
    found = handovers(log)
    assert found.found == [
        Handover("Hall", "Housing", 2, 2, spread(3, 1)),
        Handover("Housing", "Hall", 1, 1, spread(1)),
    ]
    assert (found.stayed, found.unknown) == (1, 0)


def test_handovers_between_people_are_others():
    log = log_of(a="receive/Wang/Hall review/Li/Hall decide")
    found = handovers(log, RESOURCE)
    assert [each[:4] for each in found.found] == [("Wang", "Li", 1, 1)]
    assert found.unknown == 1
    assert handovers(log_of(a="receive review"), RESOURCE).unknown == 1


def test_a_comparison_ranks_what_changed_most():
    one, other = log_of(a="x@1 y@3", b="x@1 y@3"), log_of(a="x@1 y@9", b="x@1", c="x@1", d="x@1 z@2 y@9")  # fmt: skip
    found = compared(one, other)
    assert {each.what[0]: (each.one, each.other) for each in found.totals} == {
        "cases": (2, 4), "events": (4, 7), "events a case": (2, 1.75), "variants": (1, 3),
        "median": (2 * DAY, 4 * DAY), "p90": (2 * DAY, 8 * DAY),
    }  # fmt: skip
    assert found.activities[:2] == [Difference(("y",), 1.0, 0.5), Difference(("z",), 0.0, 0.25)]
    assert found.waiting[0].change == pytest.approx(5.5 * DAY)
    assert found.ways[0] == Difference(("x", "y"), 1.0, 0.25)
    assert found.follows[0] == Difference(("x", "y"), 1.0, 0.25)


def test_a_log_compared_with_itself_differs_in_nothing():
    found = compared(WORKED, WORKED)
    rows = [*found.totals, *found.activities, *found.waiting, *found.follows, *found.ways]
    assert {each.change for each in rows} == {0}


def test_a_period_has_the_cases_that_began_in_it_both_days_counted():
    log = log_of(a="x@1 y@9", b="x@2.9", c="x@3 y@4", d="x@4")
    assert log.chosen(begun(log, date(2026, 1, 2), date(2026, 1, 3))).names == ("b", "c")


def test_cases_are_chosen_by_what_they_say_and_by_what_happened():
    log = log_of(a="x/Wang y/Li", b="x/Li", c="x")
    assert log.chosen(saying(log, RESOURCE, {"Wang"})).names == ("a",)
    assert log.chosen(saying(log, RESOURCE, {"Li"})).names == ("a", "b")
    assert log.chosen(saying(log, "nobody", {"Li"})).names == ()
    assert log.chosen(doing(log, "y")).names == ("a",)


def test_periods_that_meet_are_the_whole():
    log = log_of(a="x@1 y@9", b="x@2", c="x@3 y@4")
    first = begun(log, date(2026, 1, 1), date(2026, 1, 2))
    pairs = [directly_follows(log.chosen(each)) for each in (first, ~first)]
    assert sum(each.times for part in pairs for each in part) == 2


LENGTHS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 10**12)), max_size=30)


@settings(deadline=None, max_examples=80)
@given(LENGTHS)
def test_the_spreads_of_groups_are_those_of_each_by_itself(rows):
    groups, lengths = (np.array([row[at] for row in rows], np.int64) for at in range(2))
    found = spreads(groups, lengths)
    assert set(found) == {row[0] for row in rows}
    for group, one in found.items():
        alone = lengths[groups == group] / 1_000_000
        median, p90 = quantile(alone, 0.5), quantile(alone, 0.9)
        assert one == pytest.approx((len(alone), alone.sum(), median, p90))
        assert (median, p90) == pytest.approx((np.quantile(alone, 0.5), np.quantile(alone, 0.9)))
