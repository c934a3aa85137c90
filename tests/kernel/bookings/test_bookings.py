"""Bookings: what overlaps and what does not, each step beside its refusal, and what is released by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from builders.bookings import a_thing, a_wish, act_at, again, booked, hours
from builders.refusals import refused
from tongban.kernel.bookings import actions, queries
from tongban.kernel.bookings.models import Booking, Thing
from tongban.kernel.bookings.rules import Conflicting, State
from tongban.kernel.ledger.models import Event

pytestmark = pytest.mark.django_db
MINUTES = timedelta(minutes=1)


def test_one_may_begin_where_the_other_ends_and_not_a_minute_earlier():
    car = a_thing("川X-00001")
    booked(car, hours(9, 11))
    booked(car, hours(11, 12))
    refusal = refused(lambda: booked(car, hours(10, 12)))
    assert isinstance(refusal, Conflicting)
    assert "川X-00001 2026-03-02 09:00–11:00; 川X-00001 2026-03-02 11:00–12:00" in str(refusal)


def test_the_turnaround_after_a_use_is_kept_free_on_either_side():
    car = a_thing(turnaround=30 * MINUTES)
    booked(car, hours(10, 11))
    for period in (hours(11, 12), hours(9, 10)):
        assert refused(lambda period=period: booked(car, period)).code == "booking.conflict"
    booked(car, hours(12, 13))


def test_the_database_itself_refuses_two_bookings_of_one_thing_at_once():
    car = a_thing()
    row, other = booked(car, hours(9, 11)), booked(car, hours(11, 12))
    with pytest.raises(IntegrityError, match="two_never_have_one_thing_at_once"):
        Booking.objects.filter(pk=other.pk).update(occupied=row.occupied)


def test_a_car_and_its_driver_are_booked_together_or_not_at_all():
    car, other, driver = a_thing(), a_thing(), a_thing(kind="test.driver")
    pair = actions.ask(a_wish([car, driver], hours(9, 11)), act_at(8)).bookings
    assert {row.thing_id for row in pair} == {car.pk, driver.pk}
    second = a_wish([other, driver], hours(10, 12))
    assert refused(lambda: actions.ask(second, act_at(8))).code == "booking.conflict"
    assert not Booking.objects.filter(thing=other).exists()


def test_an_unanswered_request_holds_its_place_until_its_time_and_then_no_more():
    car, rest = a_thing(), hours(9, 11)
    asked = booked(car, rest, answer_by=hours(20, 21, day=1).start)
    cars = Thing.objects.filter(pk=car.pk)
    assert not queries.free_things(cars, rest, at=act_at(19).at).exists()
    assert queries.free_things(cars, rest, at=act_at(20).at).exists()
    wish = a_wish([car], rest)
    assert refused(lambda: actions.ask(wish, act_at(19))).code == "booking.conflict"
    actions.ask(wish, act_at(20))
    assert again(asked).state == State.RELEASED


def test_who_does_not_come_within_the_grace_loses_the_thing_and_who_comes_keeps_it():
    slow, quick = a_thing(grace=30 * MINUTES), a_thing(grace=30 * MINUTES)
    late, early = (booked(car, hours(9, 11), approved=True) for car in (slow, quick))
    actions.hand_out({early.pk: early.n}, act_at(9, day=2))
    at = hours(9, 10).start + 30 * MINUTES
    assert actions.release_due(at - MINUTES) == 0
    assert actions.release_due(at) == 1
    assert [again(row).state for row in (late, early)] == ["released", "taken"]


def test_who_waits_for_a_car_that_is_still_out_does_not_lose_it():
    car = a_thing(grace=30 * MINUTES)
    first, second = (booked(car, hours(*span), approved=True) for span in ((9, 11), (11, 12)))
    [first] = actions.hand_out({first.pk: first.n}, act_at(9, day=2))
    out = refused(lambda: actions.hand_out({second.pk: second.n}, act_at(11, day=2)))
    assert out.code == "booking.still_out"
    actions.release_due(hours(11, 12).start + 40 * MINUTES)
    assert again(second).state == State.APPROVED
    actions.bring_back({first.pk: first.n}, act_at(11, day=2))
    [second] = actions.hand_out({second.pk: second.n}, act_at(11, day=2))
    assert second.state == State.TAKEN


def test_a_thing_goes_out_early_unless_somebody_else_has_it():
    car = a_thing()
    before, after = (booked(car, hours(*span), approved=True) for span in ((9, 11), (11, 12)))
    taken = refused(lambda: actions.hand_out({after.pk: after.n}, act_at(10, day=2)))
    assert taken.code == "booking.conflict"
    actions.cancel({before.pk: before.n}, act_at(9))
    assert actions.hand_out({after.pk: after.n}, act_at(10, day=2))[0].state == State.TAKEN


@pytest.mark.parametrize("verb", [actions.decline, actions.cancel])
def test_what_is_declined_or_cancelled_is_free_and_stays_so(verb):
    car = a_thing()
    row = booked(car, hours(9, 11))
    [row] = verb({row.pk: row.n}, act_at(9), reason="另有安排")
    booked(car, hours(9, 11))
    for other in (actions.approve, actions.cancel):
        refusal = refused(lambda other=other: other({row.pk: row.n}, act_at(10)))
        assert refusal.code == "booking.changed"


def test_a_stale_page_changes_nothing_and_a_repeated_click_does_it_once():
    row, act = booked(a_thing(), hours(9, 11)), act_at(9)
    [approved] = actions.approve({row.pk: row.n}, act)
    [same] = actions.approve({row.pk: row.n}, act)
    assert same.n == approved.n
    stale = refused(lambda: actions.cancel({row.pk: row.n}, act_at(10)))
    assert stale.code == "booking.stale"


def test_what_a_case_booked_is_cancelled_only_in_its_name():
    row = booked(a_thing(), hours(10, 12), cause="511602000001", approved=True)
    told = refused(lambda: actions.cancel({row.pk: row.n}, act_at(9)))
    assert (told.code, told.facts["cause"], again(row).state) == (
        "booking.of_cause", "511602000001", "approved",
    )  # fmt: skip
    [done] = actions.cancel({row.pk: row.n}, act_at(9), cause="511602000001")
    assert done.state == "cancelled"


def test_the_same_act_books_once_and_other_times_under_its_key_are_refused():
    car, act = a_thing(), act_at(8)
    first = actions.ask(a_wish([car], hours(9, 11)), act).bookings
    assert actions.ask(a_wish([car], hours(9, 11)), act).bookings == first
    other = refused(lambda: actions.ask(a_wish([car], hours(15, 16)), act))
    assert other.code == "booking.key"


def test_a_booking_moves_to_what_is_free_and_stays_where_it_is_otherwise():
    car, other = a_thing(), a_thing()
    row, _against = booked(car, hours(9, 11)), booked(other, hours(9, 10))
    refusal = refused(lambda: actions.move(row.pk, row.n, act_at(9), thing=other.pk))
    assert refusal.code == "booking.conflict"
    moved = actions.move(row.pk, row.n, act_at(9), period=hours(10, 12), thing=other.pk)
    assert (moved.thing_id, moved.span, moved.n) == (other.pk, hours(10, 12), 2)
    moved = actions.move(row.pk, 2, act_at(9), period=hours(11, 13))
    assert moved.due_at == hours(11, 13).start
    booked(car, hours(9, 11))


def test_what_is_over_turned_round_or_longer_than_a_year_is_no_period():
    car = a_thing()
    assert refused(lambda: booked(car, hours(6, 7, day=1))).code == "booking.past"
    for wrong in (hours(9, 9), hours(10, 9), hours(0, 367 * 24)):
        assert refused(lambda wrong=wrong: booked(car, wrong)).code == "booking.period"


def test_a_retired_thing_keeps_its_bookings_and_gets_no_more():
    car = a_thing()
    booked(car, hours(9, 11))
    actions.retire_thing(car.pk, act_at(9))
    assert refused(lambda: booked(car, hours(12, 13))).code == "booking.no_thing"
    assert Booking.objects.get(thing=car).state == State.ASKED


def test_all_that_a_case_booked_is_approved_and_released_by_its_number():
    car, driver = a_thing(), a_thing()
    wish = a_wish([car, driver], hours(9, 11), cause="51160220260101000017")
    actions.ask(wish, act_at(8))
    asked = (car.home, wish.cause)
    for _again in range(2):
        actions.approve_for(*asked, act_at(9))
        assert {row.state for row in queries.bookings_for(*asked)} == {"approved"}
    for _again in range(2):
        actions.release_for(*asked, act_at(10))
        assert {row.state for row in queries.bookings_for(*asked)} == {"released"}


@pytest.mark.parametrize("swept", [True, False])
def test_what_fell_due_before_its_case_ended_is_let_go_once_and_the_rest_with_the_case(swept):
    slow, steady = a_thing(grace=30 * MINUTES), a_thing()
    cause, late = "51160220260101000017", act_at(10, day=2)
    due, kept = (booked(one, hours(9, 12), approved=True, cause=cause) for one in (slow, steady))
    if swept:
        actions.release_due(late.at)
        booked(slow, hours(11, 12), approved=True, cause="51160220260101000025")
    released = actions.release_for(slow.home, cause, late)
    assert [row.pk for row in released] == [kept.pk]
    streams = {one.stream: one.data for one in Event.objects.filter(type="booking.released")}
    assert streams == {due.stream: {"ground": "not_taken"}, kept.stream: {"ground": "ended"}}
    assert Booking.objects.filter(state=State.APPROVED).count() == swept
