"""The pages of bookings and allowances: what each reader sees, every figure down to its movements, and the calendar feed."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from builders.allowances import an_account
from builders.bookings import a_thing, a_wish, again
from builders.identity import a_clerk, an_act, an_organ
from tongban.kernel import Act
from tongban.kernel.allowances import actions as allowances
from tongban.kernel.allowances.actions import Ground
from tongban.kernel.bookings import actions
from tongban.kernel.bookings.rules import Period
from tongban.portal.moments import now

pytestmark = pytest.mark.django_db


def at_home(client, organ=None):
    """Somebody of the organ, signed in."""
    person, _post = a_clerk(organ or an_organ())
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def tomorrow(first=9, last=11):
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return Period(midnight + timedelta(hours=first), midnight + timedelta(hours=last))


def a_booking(thing, person, **more):
    wish = a_wish([thing], tomorrow(), purpose="赴市里开会", person=person.actor_id, **more)
    [row] = actions.ask(wish, Act(person.actor_id, "", now(), f"k{thing.pk}")).bookings
    return row


@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_the_board_shows_what_is_taken_when(client, view):
    person = at_home(client)
    car, other = a_thing("川X-00001"), a_thing("川X-00002")
    a_booking(car, person)
    day = tomorrow().start.date().isoformat()
    page = client.get("/bookings/", {"kind": "test.car", "view": view, "day": day}).content.decode()
    assert "09:00–11:00" in page
    assert car.label in page
    assert other.label in page


def test_a_colleague_sees_that_a_car_is_taken_and_by_which_organ_but_not_for_what(client):
    owner, _post = a_clerk()
    a_booking(a_thing("川X-00001"), owner)
    day = tomorrow().start.date().isoformat()
    at_home(client)
    page = client.get("/bookings/", {"day": day}).content.decode()
    assert "川X-00001" in page
    assert "赴市里开会" not in page
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    assert "赴市里开会" in client.get("/bookings/", {"day": day}).content.decode()


def test_who_booked_cancels_it_and_nobody_else_can(client):
    person = at_home(client)
    row = a_booking(a_thing(), person)
    where = f"/bookings/own/{row.pk}/cancel/"
    page = client.get("/bookings/own/").content.decode()
    assert "赴市里开会" in page
    at_home(client)
    assert client.post(where, {"version": row.n}).status_code == 404
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.post(where, {"version": row.n + 1})
    assert again(row).state == "asked"
    client.post(where, {"version": row.n})
    assert again(row).state == "cancelled"


def test_a_calendar_reads_the_bookings_under_a_secret_address_until_it_is_taken_back(client):
    person = at_home(client)
    row = a_booking(a_thing("川X-00001"), person)
    page = client.post("/bookings/feed/", {"wish": "make"}).content.decode()
    address = page.split("/calendar/")[1].split('"')[0]
    client.logout()
    answer = client.get(f"/calendar/{address}")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert f"UID:booking-{row.pk}-" in text
    assert "SUMMARY:川X-00001 · 赴市里开会" in text
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/bookings/feed/", {"wish": "revoke"})
    assert client.get(f"/calendar/{address}").status_code == 404


def test_every_figure_of_an_account_opens_to_its_movements(client):
    organ = an_organ("机关事务局")
    at_home(client, organ)
    account = an_account("500000", organ=organ.pk)
    one = allowances.hold(account.pk, 40000, Ground("51160220260101000017"), an_act())
    allowances.commit(one, Ground(), an_act(), amount=15000)
    page = client.get("/allowances/").content.decode()
    for figure in ("500,000.00", "25,000.00", "15,000.00", "460,000.00"):
        assert figure in page
    held = client.get(f"/allowances/{account.pk}/", {"of": "held"}).content.decode()
    assert held.count("51160220260101000017") == 2
    assert "文〔2026〕1号" not in held
    approved = client.get(f"/allowances/{account.pk}/", {"of": "approved"}).content.decode()
    assert "文〔2026〕1号" in approved


def test_the_excel_sheet_has_the_accounts_and_their_movements_and_no_others(client):
    organ = an_organ("机关事务局")
    at_home(client, organ)
    an_account("500", organ=organ.pk)
    an_account("999")
    book = load_workbook(io.BytesIO(client.get("/allowances.xlsx").content))
    cells = [[cell.value for row in sheet for cell in row] for sheet in book]
    assert "500.00" in cells[0]
    assert "文〔2026〕1号" in cells[1]
    assert all("999.00" not in each for each in cells)


def test_an_account_of_another_organ_does_not_exist(client):
    at_home(client)
    account = an_account("500")
    assert client.get(f"/allowances/{account.pk}/").status_code == 404
    assert "500.00" not in client.get("/allowances/").content.decode()
