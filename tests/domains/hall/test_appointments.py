"""Appointments: a slot that is free, once for the last place, moved and cancelled by who has them, and kept secret."""

import pytest

from builders.halls import MONDAY, a_hall, a_window, at, by, tomorrow
from builders.identity import a_clerk, a_person
from builders.registers import refusal_of
from tongban.domains.hall.actions import booking, taking
from tongban.domains.hall.actions.places import HallTerms, WindowTerms, set_hall, set_window
from tongban.domains.hall.models import Appointment
from tongban.domains.hall.queries.appointments import (
    appointments_of,
    code_of,
    days_open,
    free_slots,
    looked_up,
    shown,
)
from tongban.domains.hall.queries.places import offered
from tongban.domains.hall.rules.telling import Asked
from tongban.kernel.bookings.queries import Booking
from tongban.kernel.ledger.models import Event
from tongban.kernel.ledger.queries import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_hall()


def test_a_slot_is_given_as_often_as_the_windows_have_places_and_then_refused(place):
    assert place.free("10:00") == 2
    place.booked("10:00")
    assert place.free("10:00") == 1
    place.booked("10:00")
    assert place.free("10:00") == 0
    assert place.free("10:30") == 2
    assert refusal_of(place.booked, "10:00").code == "hall.slot_full"
    assert Appointment.objects.count() == Booking.objects.filter(state="approved").count() == 2


@pytest.mark.parametrize("when", ["08:30", "09:00", "10:15", "12:00", "17:00"])
def test_what_is_no_slot_or_has_begun_is_refused(place, when):
    assert refusal_of(place.booked, when).code == "hall.no_slot"


def test_only_working_days_ahead_are_open_by_the_calendar_of_the_place(place):
    days = days_open(place.hall, on=MONDAY.date())
    assert [day.day for day in days] == [9, 10, 11, 12, 13, 16]
    sunday = at("10:00").replace(day=15)
    wish = Asked(None, sunday, "李秀英", "13800001111")
    assert refusal_of(booking.book, place.hall.pk, wish, by("public")).code == "hall.no_slot"


def test_the_same_click_books_once(place):
    wish, act = Asked(None, at("10:00"), "李秀英", "13800001111"), by("public")
    first = booking.book(place.hall.pk, wish, act)
    assert booking.book(place.hall.pk, wish, act) == first
    assert Appointment.objects.count() == 1


def test_one_telephone_has_two_open_appointments_at_most(place):
    for when in ("10:00", "10:30"):
        kept = place.booked(when, phone="13800001111")
    assert (
        refusal_of(place.booked, "11:00", phone="13800001111").code == "hall.too_many_appointments"
    )
    booking.cancel(kept.pk, kept.n, by("public"), code=code_of(kept))
    place.booked("11:00", phone="138 0000 1111")


def test_cancelling_gives_the_place_back_and_forgets_who_came(place):
    row = place.booked("10:00")
    gone = booking.cancel(row.pk, row.n, by("public"), code=code_of(row))
    assert (gone.state, gone.name_sealed, place.free("10:00")) == ("cancelled", None, 2)
    again = refusal_of(booking.cancel, row.pk, gone.n, by("public"), code=code_of(row))
    assert again.code == "hall.appointment_changed"


def test_moving_keeps_the_number_and_gives_the_old_place_back(place):
    row = place.booked("10:00")
    moved = booking.move(row.pk, row.n, at("11:00"), by("public"), code=code_of(row))
    assert (moved.number, place.free("10:00"), place.free("11:00")) == (row.number, 2, 1)
    place.booked("11:30")
    place.booked("11:30")
    full = refusal_of(booking.move, row.pk, moved.n, at("11:30"), by("public"), code=code_of(row))
    assert (full.code, place.free("11:00")) == ("hall.slot_full", 1)


def test_only_who_booked_who_has_the_code_and_the_staff_of_the_hall_may_change_it(place):
    citizen = a_person(kind="public")
    strangers = [a_person(kind="public"), a_clerk()[0], "public"]
    row = place.booked("10:00", who=citizen.actor_id)
    for stranger in strangers:
        refused = refusal_of(booking.cancel, row.pk, row.n, by(stranger), code="00000000")
        assert refused.code == "hall.not_found"
    row = booking.move(row.pk, row.n, at("10:30"), by(citizen))
    assert booking.cancel(row.pk, row.n, by(place.clerks[0])).state == "cancelled"


def test_what_was_booked_without_signing_in_is_nobodys_own(place):
    row = place.booked("10:00")
    assert refusal_of(booking.cancel, row.pk, row.n, by("public")).code == "hall.not_found"


def test_a_stale_page_changes_nothing(place):
    row = place.booked("10:00")
    stale = refusal_of(booking.cancel, row.pk, row.n - 1, by("public"), code=code_of(row))
    assert stale.code == "hall.appointment_changed"


def test_number_and_code_open_it_and_a_wrong_one_of_either_looks_the_same(place):
    row, other = place.booked("10:00"), place.booked("10:30")
    assert looked_up(row.number, code_of(row)) == row
    assert looked_up(row.number, code_of(other)) is looked_up("Y1", code_of(row)) is None


def test_lists_mask_who_comes_and_no_event_names_them(place):
    place.booked("10:00", phone="13800001111")
    [one] = shown(appointments_of(place.hall, MONDAY.date()))
    assert (one.name, one.phone) == ("李**", "138****1111")
    told = str(list(Event.objects.values_list("data", flat=True)))
    assert "李秀英" not in told
    assert "13800001111" not in told
    assert list(faults()) == []


def test_who_did_not_come_is_noted_the_next_day_counted_and_forgotten(place):
    row = place.booked("10:00", phone="13800001111")
    came = place.booked("10:30")
    taking.check_in(place.hall.pk, came.number, by("public", "10:20"))
    taking.take(place.hall.pk, by("public", tomorrow()))
    row.refresh_from_db()
    came.refresh_from_db()
    assert (row.state, row.name_sealed, came.state) == ("missed", None, "came")
    fresh = place.booked("11:00", phone="13800001111")
    assert [one.missed for one in shown([fresh])] == [1]


def test_a_matter_of_one_window_has_the_places_of_that_window_and_of_the_general_ones(
    place, monkeypatch
):
    own = a_window(place, 3, name="不动产专窗", general=False, matters=(77,), places=2)
    with_own = free_slots(place.hall, 77, MONDAY.date(), at=MONDAY)
    assert ({left for _slot, left in with_own}, place.free("10:00")) == ({4}, 2)
    set_window(
        place.hall.pk,
        WindowTerms(3, "不动产专窗", general=False, matters=(77,), closed=True),
        by(place.manager),
        window_id=own.pk,
    )
    assert {left for _slot, left in free_slots(place.hall, 77, MONDAY.date(), at=MONDAY)} == {2}
    assert offered(place.hall, on=MONDAY.date()) == []


def test_only_the_duty_manager_sets_hours_and_windows(place):
    terms = HallTerms("政务服务大厅", "08:30-12:00")
    elsewhere = a_clerk(duty="duty_manager")[0]
    for person in (place.clerks[0], elsewhere, a_clerk()[0]):
        assert refusal_of(set_hall, place.hall.pk, terms, by(person)).code == "hall.not_manager"
        window = WindowTerms(9, "新窗口")
        assert refusal_of(set_window, place.hall.pk, window, by(person)).code == "hall.not_manager"
    assert set_hall(place.hall.pk, terms, by(place.manager)).hours == "08:30-12:00"
    twice = refusal_of(set_window, place.hall.pk, WindowTerms(1, "新窗口"), by(place.manager))
    assert twice.code == "hall.window_number"
    bad = refusal_of(
        set_hall, place.hall.pk, HallTerms("大厅", "09:00-12:00", slot=1), by(place.manager)
    )
    assert bad.code == "hall.terms"
