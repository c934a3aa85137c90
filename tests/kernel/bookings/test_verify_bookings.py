"""The row of a booking is the fold of its log; whatever is altered is named."""

from datetime import timedelta

import pytest

from builders.bookings import a_thing, a_wish, act_at, again, booked, hours
from tongban.kernel.bookings import actions
from tongban.kernel.bookings.models import Booking
from tongban.kernel.bookings.verify import differences

pytestmark = pytest.mark.django_db
GRACE = timedelta(minutes=30)


def bookings_in_every_state():
    car, room = a_thing(grace=GRACE, turnaround=GRACE), a_thing(kind="test.room")
    week = [hours(9, 11, day=day) for day in range(3, 10)]
    rows = actions.ask(a_wish([car], *week), act_at(8)).bookings
    for row in rows[1:5]:
        actions.approve({row.pk: 1}, act_at(9))
    actions.decline({rows[5].pk: 1}, act_at(9))
    actions.cancel({rows[4].pk: 2}, act_at(9))
    actions.move(rows[3].pk, 2, act_at(10), period=hours(13, 15, day=6))
    actions.hand_out({rows[1].pk: 2}, act_at(9, day=4))
    actions.bring_back({rows[1].pk: 3}, act_at(10, day=4))
    actions.hand_out({rows[2].pk: 2}, act_at(9, day=5))
    booked(room, hours(9, 10), approved=True)
    actions.release_due(hours(8, 9, day=3).end)


def test_bookings_in_every_state_are_what_their_logs_say():
    bookings_in_every_state()
    assert {row.state for row in Booking.objects.all()} == {
        "asked", "approved", "taken", "used", "declined", "cancelled", "released",
    }  # fmt: skip
    assert list(differences()) == []


@pytest.mark.parametrize("column", ["state", "due_at", "person", "cause", "n"])
def test_an_altered_booking_is_named(column):
    row = booked(a_thing(grace=GRACE), hours(9, 11))
    values = {"state": "approved", "due_at": None, "person": "person/7", "cause": "x", "n": 4}
    Booking.objects.filter(pk=row.pk).update(**{column: values[column]})
    assert list(differences()) == [again(row).pk]
