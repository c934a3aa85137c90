"""Limits in number: no more is granted than the matter allows, and the order of acceptance is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from builders.cases import a_licence, a_place
from builders.identity import an_act
from tongban.kernel import Refusal
from tongban.kernel.cases.quantity import quantity_of
from tongban.kernel.cases.queries.places import accepted_before
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.actions import draft_version, publish
from tongban.kernel.catalogue.keeper.queries import content_of
from tongban.kernel.certificates.queries import certificate_by_id

pytestmark = pytest.mark.django_db


def left(place):
    """How many places are left today."""
    return quantity_of(place.version, on=place.today()).left


def undecided(place, **more):
    """A case in which the leader alone has still to act."""
    number = place.accepted(**more)
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


def test_a_certificate_that_ran_out_is_renewed_only_while_a_place_is_free():
    place = a_licence(quota=1)
    held = certificate_by_id(place.case(place.decided()).certificate)
    place.now = datetime.combine(held.valid_to - timedelta(days=31), place.now.timetz())
    late = undecided(place, purpose="renewal", certificate=held.pk)
    place.now = datetime.combine(held.valid_to + timedelta(days=3), place.now.timetz())
    place.decided()
    with pytest.raises(Refusal, match="places of this matter are granted"):
        place.decide(late)


def test_the_limit_is_that_of_the_day_of_the_decision():
    place = a_licence(quota=2)
    place.decided()
    begun = undecided(place)
    content = replace(content_of(place.version), quota=1)
    act = an_act(on=place.today())
    draft = draft_version(place.version.matter_id, act, content=content)
    publish(draft.pk, act, on=place.today())
    with pytest.raises(Refusal, match="places of this matter are granted"):
        place.decide(begun)
