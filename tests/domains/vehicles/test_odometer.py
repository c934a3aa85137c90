"""里程表: by the time of reading, not of entry; one wrong reading does not make those after it wrong."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.vehicles import at, codes
from tongban.domains.vehicles.rules.odometer import (
    Reading,
    Replacement,
    check,
    continuous,
    credible,
    follows,
    mileage,
)

PER_DAY = Decimal(1500)
KNOWN = [
    Reading(at("2026-03-01 08:00"), Decimal(10_000)),
    Reading(at("2026-03-10 08:00"), Decimal(11_000)),
]
CHANGED = [Replacement(at("2026-03-05 12:00"), Decimal(10_500), Decimal(0))]


def reading(day: int, km: int) -> Reading:
    return Reading(at(f"2026-03-{day:02} 08:00"), Decimal(km))


def refused(new: Reading, replacements=()) -> list[str]:
    refusal = check(new, KNOWN, replacements, per_day=PER_DAY)
    return codes([refusal] if refusal else [])


def test_a_late_entry_fits_between_its_neighbours():
    assert refused(reading(5, 10_400)) == []
    assert refused(reading(5, 9_999)) == ["odometer_backwards"]
    assert refused(reading(5, 11_001)) == ["odometer_backwards"]


def test_the_last_reading_may_not_go_back_nor_jump():
    assert refused(reading(12, 11_300)) == []
    assert refused(reading(12, 10_900)) == ["odometer_backwards"]
    assert refused(reading(12, 14_000)) == []
    assert refused(reading(12, 14_001)) == ["odometer_jump"]


def test_within_a_day_a_whole_day_of_km_is_granted():
    earlier = Reading(at("2026-03-10 08:00"), Decimal(0))
    assert follows(earlier, Reading(at("2026-03-10 09:00"), Decimal(1500)), PER_DAY)
    assert not follows(earlier, Reading(at("2026-03-10 09:00"), Decimal(1501)), PER_DAY)


def test_after_a_replacement_the_odometer_counts_anew():
    assert refused(reading(7, 150)) == ["odometer_backwards"]
    known = [KNOWN[0]]
    assert check(reading(7, 150), known, CHANGED, per_day=PER_DAY) is None
    assert check(reading(4, 10_600), known, CHANGED, per_day=PER_DAY) is not None


def test_mileage_of_a_period_goes_across_a_replacement():
    readings = [reading(12, 700), KNOWN[0], reading(3, 10_200)]
    whole = mileage(readings, CHANGED, start=at("2026-03-01 08:00"), end=at("2026-03-31 00:00"))
    assert whole == 1200
    assert (
        mileage(readings, CHANGED, start=at("2026-03-04 00:00"), end=at("2026-03-31 00:00")) == 1000
    )


def test_a_period_begins_with_the_reading_at_its_very_start():
    readings = [reading(1, 0), reading(2, 100), reading(3, 250)]
    assert mileage(readings, start=reading(2, 0).at, end=reading(3, 0).at) == 150
    assert mileage(readings, start=reading(1, 0).at, end=reading(2, 0).at) == 100


def test_a_period_without_two_readings_has_no_mileage():
    assert mileage([], start=at("2026-03-01 08:00"), end=at("2026-03-31 00:00")) == 0
    assert mileage(KNOWN[:1], start=at("2026-02-01 08:00"), end=at("2026-03-31 00:00")) == 0


def test_one_mistyped_reading_is_doubtful_and_those_after_it_are_not():
    readings = [
        reading(1, 811),
        reading(2, 8539),
        reading(3, 842),
        reading(4, 850),
        reading(5, 863),
    ]
    assert credible(readings, per_day=PER_DAY) == {0, 2, 3, 4}


def test_no_readings_have_no_chain():
    assert credible([], per_day=PER_DAY) == frozenset()


STEPS = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 400)), min_size=1, max_size=30)


def honest(steps) -> list[Reading]:
    moment, km, found = at("2026-01-01 08:00"), Decimal(1000), []
    for days, driven in steps:
        moment, km = moment + timedelta(days=days), km + driven
        found.append(Reading(moment, km))
    return found


@given(STEPS, st.randoms(use_true_random=False))
def test_readings_are_taken_by_time_in_whatever_order_they_come(steps, chance):
    readings = honest(steps)
    mixed = readings[:]
    chance.shuffle(mixed)
    assert continuous(mixed) == readings
    assert credible(mixed, per_day=PER_DAY) == frozenset(range(len(mixed)))
    span = {"start": readings[0].at, "end": readings[-1].at}
    assert mileage(mixed, **span) == readings[-1].km - readings[0].km


@given(STEPS, st.data())
def test_whatever_is_credible_follows_one_on_the_other(steps, data):
    readings = honest(steps)
    place = data.draw(st.integers(0, len(readings) - 1))
    readings[place] = Reading(readings[place].at, Decimal(data.draw(st.integers(0, 900_000))))
    chain = sorted(readings[one] for one in credible(readings, per_day=PER_DAY))
    assert all(follows(one, other, PER_DAY) for one, other in pairwise(chain))
    assert len(chain) >= len(readings) - 1


@given(STEPS, st.integers(0, 900_000), st.data())
def test_a_replacement_changes_no_mileage(steps, fresh, data):
    readings = honest(steps)
    cut = data.draw(st.integers(0, len(readings) - 1))
    moment, shown = readings[cut].at + timedelta(hours=1), readings[cut].km
    after = [Reading(one.at, one.km - shown + fresh) for one in readings[cut + 1 :]]
    change = Replacement(moment, shown, Decimal(fresh))
    span = {"start": readings[0].at, "end": readings[-1].at}
    assert mileage([*readings[: cut + 1], *after], [change], **span) == mileage(readings, **span)


@pytest.mark.parametrize("km", [0, 10_000])
def test_the_first_reading_of_a_car_is_taken_as_it_is(km):
    assert check(reading(1, km), [], per_day=PER_DAY) is None
