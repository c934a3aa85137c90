"""The hall in Chromium, at a desk and on a telephone: booked by a citizen, taken at the machine, called at a window, seen on the screens."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from builders.browser import follow
from builders.halls import by
from builders.identity import a_clerk, an_organ
from builders.looks import assert_sound, enter
from tongban.domains.hall.actions import calling
from tongban.domains.hall.demo import place, queue
from tongban.domains.hall.models import Appointment, Ticket
from tongban.domains.hall.queries.appointments import code_of
from tongban.domains.hall.queries.places import halls_of, terminal_token
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import person_by_username

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRIDAY = datetime(2026, 3, 13, 10, 20, tzinfo=SHANGHAI)


@pytest.fixture
def hall(clock):
    clock.now = FRIDAY
    manager, _post = a_clerk(an_organ("广安区政务服务中心"), "duty_manager")
    manager.username, manager.name = place.MANAGER, "郑凯"
    manager.save()
    place.load(FRIDAY)
    queue.load(FRIDAY)
    return halls_of(place.HOME)[0]


def test_a_citizen_books_and_takes_a_number_and_the_screens_show_it(page, live_server, hall):
    url = live_server.url
    page.goto(f"{url}/hall/")
    assert_sound(page, "hall-front")
    follow(page, "main .btn-main")
    assert_sound(page, "hall-book")
    page.locator('[name="slot"]:not([disabled])').first.check()
    page.fill("#name", "李秀英")
    page.fill("#phone", "13800001111")
    follow(page, "main .btn-main")
    assert_sound(page, "hall-booked")
    row = Appointment.objects.order_by("-pk")[0]
    expect(page.locator("main")).to_contain_text(row.number)
    page.goto(f"{url}/hall/appointment/")
    page.fill("#number", row.number)
    page.fill("#code", code_of(row))
    follow(page, "main .btn-main")
    assert_sound(page, "hall-appointment")
    page.goto(f"{url}/hall/terminal/{terminal_token(hall)}/")
    assert_sound(page, "hall-terminal")
    page.fill("#number", row.number)
    follow(page, page.locator('[value="check"]'))
    assert_sound(page, "hall-slip")
    expect(page.locator(".huge")).to_have_text(Ticket.objects.order_by("-pk")[0].number)
    page.goto(f"{url}/hall/{hall.pk}/screen/")
    assert_sound(page, "hall-screen")
    window = Ticket.objects.filter(state="serving")[0].window
    page.goto(f"{url}/hall/windows/{window.pk}/screen/")
    assert_sound(page, "hall-window-screen")


def test_a_window_serves_and_the_screen_changes_by_itself(page, live_server, hall):
    url = live_server.url
    enter(page, url, person_by_username("wangmin"))
    page.goto(f"{url}/hall/counter/")
    if page.locator('[value="finish"]').count():
        assert_sound(page, "hall-counter-serving")
        follow(page, page.locator('[value="finish"]'))
    follow(page, page.locator('[value="next"]'))
    assert_sound(page, "hall-counter-called")
    number = page.locator(".now-number b").inner_text()
    follow(page, page.locator('[value="again"]'))
    page.goto(f"{url}/hall/{hall.pk}/screen/")
    expect(page.locator("#board table")).to_contain_text(number)
    row = Ticket.objects.get(state="called", window__number=3)
    calling.pass_over(row.pk, by(person_by_username("wangmin"), FRIDAY + timedelta(minutes=2)))
    expect(page.locator("#board section").first).not_to_contain_text(number, timeout=15000)


def test_the_duty_manager_sees_the_day_the_rota_and_the_records(page, live_server, hall):
    url = live_server.url
    enter(page, url, person_by_username(place.MANAGER))
    for name in ("today", "windows", "rota", "patrols", "questions", "appointments"):
        page.goto(f"{url}/hall/{name}/")
        if name == "windows":
            page.locator("details summary").first.click()
        assert_sound(page, f"hall-{name}")
