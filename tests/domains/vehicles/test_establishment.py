"""编制: places of a kind are approved less actual less frozen, and one awaiting disposal counts where the place says so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.domains.vehicles.rules.establishment import Balance, Standing, actual
from tongban.domains.vehicles.rules.grounds import shipped
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel import Refusal
from tongban.standards.parameters import Confidence, Unit, Value

LAW = shipped(date(2026, 3, 1))
COUNTS = st.integers(0, 10_000)
CARS = [
    (Kind.OTHER, Standing.IN_USE),
    (Kind.OTHER, Standing.AWAITING_DISPOSAL),
    (Kind.OTHER, Standing.STRUCK_OFF),
    (Kind.ENFORCEMENT, Standing.IN_USE),
]


def elsewhere(_name: str) -> Value:
    return Value(
        name="vehicles/disposal_car_holds_slot",
        value=False,
        unit=Unit.YES_NO,
        law="某市规定",
        article="第三条",
        confidence=Confidence.CHECK,
        since=date(2020, 1, 1),
    )


def test_free_places_are_those_approved_less_actual_less_frozen():
    assert Balance(Kind.OTHER, approved=10, actual=7, frozen=2).free == 1


def test_an_organ_beyond_its_places_is_shown_as_it_is():
    balance = Balance(Kind.OTHER, approved=10, actual=11, frozen=1)
    assert (balance.free, balance.beyond) == (-2, 2)
    assert Balance(Kind.OTHER, approved=10, actual=9).beyond == 0


@given(COUNTS, COUNTS, COUNTS)
def test_registering_a_frozen_car_leaves_the_free_places_as_they_were(approved, held, frozen):
    before = Balance(Kind.OTHER, approved, held, frozen + 1)
    after = Balance(Kind.OTHER, approved, held + 1, frozen)
    assert before.free == after.free


def test_places_below_zero_are_refused():
    with pytest.raises(Refusal, match="counted from 0"):
        Balance(Kind.OTHER, approved=1, actual=-1)


def test_a_car_awaiting_disposal_counts_until_it_is_struck_off_unless_the_place_says_otherwise():
    assert actual(CARS, Kind.OTHER, LAW) == 2
    assert actual(CARS, Kind.OTHER, elsewhere) == 1


def test_the_switch_is_shipped_as_unverified():
    assert not LAW("disposal_car_holds_slot").verified
