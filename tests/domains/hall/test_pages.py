"""The pages of a hall: what the public books, what the machine gives, what windows and duty managers do, and who is kept out."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from builders.halls import MONDAY, a_hall, at, by
from builders.identity import a_clerk, a_person, an_organ
from tongban.domains.hall.actions import calling
from tongban.domains.hall.models import Appointment, Hall, Ticket, Turn, Window
from tongban.domains.hall.queries.appointments import code_of
from tongban.domains.hall.queries.places import terminal_token

pytestmark = pytest.mark.django_db
STAFF = ("counter", "appointments", "keeper", "windows", "rota", "patrols", "questions")
ODD = ("9" * 30, "9223372036854775807", "-1", "0", "0001-01-01", "9999-12-31", "²", "x", "%00")


@pytest.fixture
def place(clock):
    return a_hall()


def door(person=None):
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def to(name, *args):
    return reverse(f"hall:{name}", args=args)


def text(answer):
    return answer.content.decode()


def test_somebody_without_an_account_books_and_opens_it_by_number_and_code(place):
    citizen = door()
    page = text(citizen.get(to("book", place.hall.pk)))
    slot = re.findall(r'name="slot" value="([^"]+)"', page)[2]
    told = {"slot": slot, "name": "李秀英", "phone": "13800001111", "key": "k"}
    done = text(citizen.post(to("book", place.hall.pk), told))
    row = Appointment.objects.get()
    assert all(words in done for words in (row.number, code_of(row), "李**", "138****1111"))
    assert "李秀英" not in done
    opened = text(citizen.post(to("appointment"), {"number": row.number, "code": code_of(row)}))
    assert row.number in opened
    wrong = citizen.post(to("appointment"), {"number": row.number, "code": "00000000"})
    assert (wrong.status_code, row.number in text(wrong)) == (404, True)
    gone = {"number": row.number, "code": code_of(row), "version": row.n, "do": "cancel"}
    assert citizen.post(to("appointment"), gone).status_code == 200
    assert Appointment.objects.get().state == "cancelled"


def test_who_signed_in_finds_the_own_appointments_and_moves_one(place):
    person = a_person(kind="public")
    row = place.booked("10:00", who=person.actor_id)
    other = place.booked("10:30")
    page = text(door(person).get(to("front")))
    assert row.number in page
    assert other.number not in page
    told = {"number": row.number, "code": code_of(row), "version": row.n, "do": "move"}
    door(person).post(to("appointment"), told | {"slot": at("11:00").isoformat()})
    row.refresh_from_db()
    assert row.starts_at == at("11:00")


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"phone": "x"}, {"slot": ""}, {"slot": "2026-03-09T10:15:00+08:00"}]
)
def test_what_cannot_be_booked_is_told_beside_the_form(place, wrong):
    told = {"slot": at("10:00").isoformat(), "name": "李秀英", "phone": "13800001111"}
    answer = door().post(to("book", place.hall.pk), told | wrong)
    assert (answer.status_code, 'role="alert"' in text(answer)) == (422, True)
    assert Appointment.objects.count() == 0


def test_the_machine_gives_numbers_by_matter_and_by_appointment_and_shows_the_slip(place):
    where = to("terminal", terminal_token(place.hall))
    appointment = place.booked("10:00")
    first = door().post(where, {"matter": "", "priority": "elder", "key": "a"})
    assert "A001" in text(door().get(first["Location"]))
    second = door().post(where, {"number": appointment.number, "key": "b"})
    assert "Y001" in text(door().get(second["Location"]))
    refused = door().post(where, {"number": "Y1", "key": "c"})
    assert (refused.status_code, Ticket.objects.count()) == (422, 2)
    assert Ticket.objects.get(series="A").priority == "elder"


def test_without_its_secret_there_is_no_machine_and_of_another_hall_no_slip(place):
    other = a_hall(organ="北辰街道便民服务中心")
    token = terminal_token(place.hall)
    for wrong in ("x", f"{place.hall.pk}-0", terminal_token(other.hall)[:-1], "9" * 30):
        assert door().get(to("terminal", wrong)).status_code == 404
    row = place.ticket()
    assert door().get(to("slip", token, row.pk)).status_code == 200
    assert door().get(to("slip", terminal_token(other.hall), row.pk)).status_code == 404


def test_a_window_calls_begins_with_the_intake_and_finishes(place, clock):
    place.ticket("09:10")
    client, window = door(place.clerks[0]), place.windows[0]
    client.post(to("counter"), {"do": "next", "window": window.pk, "key": "1"})
    row = Ticket.objects.get()
    assert row.state == "called"
    begun = client.post(
        to("counter"), {"do": "begin", "window": window.pk, "ticket": row.pk, "key": "2"}
    )
    assert begun["Location"] == f"{reverse('staff:counter')}?ticket=A001"
    assert client.get(begun["Location"]).status_code == 200
    client.post(to("counter"), {"do": "finish", "window": window.pk, "ticket": row.pk, "key": "3"})
    row.refresh_from_db()
    assert row.state == "done"


def test_the_screens_show_numbers_and_windows_and_nobodys_name(place):
    appointment = place.booked("10:00")
    place.ticket()
    door().post(to("terminal", terminal_token(place.hall)), {"number": appointment.number})
    calling.call_next(place.windows[1].pk, by(place.clerks[1], "09:30"))
    pages = [
        door().get(to("screen", place.hall.pk)),
        door().get(to("window_screen", place.windows[1].pk)),
    ]
    assert all("A001" in text(page) and "李" not in text(page) for page in pages)
    assert door().get(to("screen", 0)).status_code == 404


def test_the_duty_manager_sees_the_day_and_sets_windows_and_hours(place):
    place.ticket()
    client = door(place.manager)
    assert "政务服务大厅" in text(client.get(to("keeper")))
    told = {"do": "window", "number": "3", "name": "帮办窗口", "places": "0", "general": "1"}
    client.post(to("windows"), told)
    assert Window.objects.get(number=3).places == 0
    hours = {"do": "hall", "name": "大厅", "hours": "08:30-17:00", "slot": "20", "ahead": "3"}
    client.post(to("windows"), hours | {"back_after": "2", "most_passes": "3"})
    assert Hall.objects.get().hours == "08:30-17:00"
    refused = client.post(to("windows"), hours | {"hours": "never"}, follow=True)
    assert "never" in text(refused)


def test_a_duty_is_planned_on_the_working_days_of_a_span_and_taken_over_by_the_deputy(place):
    client, deputy = door(place.manager), a_clerk(place.organ)[0]
    told = {
        "do": "plan",
        "duty": "guide",
        "first": place.manager.actor_id,
        "deputy": deputy.actor_id,
    }
    client.post(to("rota"), told | {"from": "2026-03-09", "to": "2026-03-16"})
    rows = list(Turn.objects.filter(duty="guide").order_by("day"))
    assert [row.day.day for row in rows] == [9, 10, 11, 12, 13, 16]
    client.post(to("rota"), {"do": "absent", "turn": rows[0].pk})
    client.post(to("rota"), {"do": "remove", "turn": rows[1].pk})
    assert Turn.objects.get(pk=rows[0].pk).absent
    assert not Turn.objects.filter(pk=rows[1].pk).exists()
    assert door(place.clerks[0]).post(to("rota"), told).status_code == 404


def test_to_others_the_pages_of_the_staff_do_not_exist(place):
    elsewhere = a_hall(organ="北辰街道便民服务中心")
    for name in STAFF:
        assert door().get(to(name)).status_code == 302, name
        for person in (a_person(kind="public"), a_clerk()[0]):
            assert door(person).get(to(name)).status_code == 404, name
        page = door(elsewhere.manager).get(to(name), {"hall": place.hall.pk})
        assert (page.status_code, place.organ.name in text(page)) == (200, False), name
    for name in ("keeper", "windows"):
        assert door(place.clerks[0]).get(to(name)).status_code == 404, name


@pytest.mark.parametrize("odd", ODD)
def test_a_page_answers_whatever_is_asked_of_it(place, odd):
    asked = dict.fromkeys(("hall", "day", "window", "matter", "page", "number", "slot"), odd)
    for name in STAFF:
        assert door(place.manager).get(to(name), asked).status_code < 500, name
        assert door(place.manager).post(to(name), asked | {"do": "answer"}).status_code < 500, name
    for where in (to("front"), to("book", place.hall.pk), to("appointment")):
        assert door().get(where, asked).status_code < 500, where
        assert door().post(where, asked | {"code": odd}).status_code < 500, where


def test_the_list_of_a_day_masks_and_counts(place):
    place.booked("10:00", phone="13800001111")
    page = text(door(place.clerks[0]).get(to("appointments"), {"day": MONDAY.date().isoformat()}))
    assert "李**" in page
    assert "138****1111" in page
    assert "李秀英" not in page


def test_the_duty_manager_of_an_organ_without_a_hall_opens_one(clock):
    organ = an_organ("北辰街道便民服务中心")
    manager, _post = a_clerk(organ, "duty_manager")
    client = door(manager)
    assert client.get(to("counter"))["Location"] == to("windows")
    told = {
        "do": "hall",
        "name": "便民服务大厅",
        "hours": "09:00-17:00",
        "slot": "30",
        "ahead": "7",
    }
    assert organ.name in text(client.get(to("windows")))
    assert door(a_clerk(organ)[0]).post(to("windows"), told).status_code == 404
    client.post(to("windows"), told | {"back_after": "3", "most_passes": "2"})
    assert Hall.objects.get().organ == organ
    assert client.get(to("keeper")).status_code == 200
