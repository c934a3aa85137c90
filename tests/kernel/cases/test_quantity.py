"""Limits in number: no more is granted than the matter allows, and the order of acceptance is shown."""

from datetime import UTC, datetime

import pytest

from builders.cases import a_licence, a_place
from tongban.kernel import Refusal
from tongban.kernel.cases.quantity import quantity_of
from tongban.kernel.cases.queries import accepted_before
from tongban.kernel.cases.verify import differences

pytestmark = pytest.mark.django_db


def left(place):
    """How many places are left today."""
    return quantity_of(place.version, on=place.today()).left


def undecided(place):
    """A case in which the leader alone has still to act."""
    number = place.accepted()
    for name in place.reviews:
        place.review(number, name)
    return number


def test_a_matter_without_a_limit_in_number_counts_nothing():
    assert quantity_of(a_licence().version, on=datetime.now(UTC).date()) is None


def test_the_last_place_is_granted_and_no_further_one():
    place = a_licence(quota=2)
    place.decided()
    assert left(place) == 1
    place.decided()
    third = undecided(place)
    with pytest.raises(Refusal) as refusal:
        place.decide(third)
    assert refusal.value.code == "case.no_place"
    assert place.case(third).state == "accepted"
    place.decide(third, "refused", "名额已满。")
    assert place.case(third).outcome == "refused"
    assert left(place) == 0
    assert list(differences()) == []


def test_a_renewal_takes_no_place_and_a_cancellation_frees_one():
    place = a_licence(quota=1)
    first = place.case(place.decided()).certificate
    renewed = place.decided(purpose="renewal", certificate=first)
    assert left(place) == 0
    place.decided(purpose="cancellation", certificate=place.case(renewed).certificate)
    assert left(place) == 1


def test_a_certificate_that_has_run_out_frees_its_place():
    place = a_licence(quota=1)
    place.decided()
    assert quantity_of(place.version, on=place.today().replace(year=2031)).left == 1


def test_where_no_certificate_is_given_places_are_counted_by_the_year():
    place = a_place("civil", quota=1)
    place.decided()
    second = undecided(place)
    with pytest.raises(Refusal, match="places of this matter are granted"):
        place.decide(second)
    place.now = datetime(2027, 1, 4, 2, tzinfo=UTC)
    place.decide(second)
    assert place.case(second).outcome == "granted"


def test_who_was_accepted_earlier_is_named_until_decided():
    place = a_licence(quota=5)
    first, second = undecided(place), undecided(place)
    assert accepted_before(place.case(first)) == []
    assert accepted_before(place.case(second)) == [first]
    place.decide(first)
    assert accepted_before(place.case(second)) == []
