"""A car's way through the pages in Chromium, at a desk and on a telephone: asked for, approved, sent, taken out and brought back."""

import pytest
from playwright.sync_api import expect

from builders.browser import follow
from builders.files import a_jpeg
from builders.fleet import Dispatch, a_fleet, again
from builders.looks import assert_sound, enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TRIP = {
    "matter": "赴市政府参加项目调度会",
    "from_day": "2026-03-09",
    "from_time": "14:00",
    "to_day": "2026-03-09",
    "to_time": "17:30",
    "places": "区政府—市政府—区政府",
    "people": "3",
}


@pytest.fixture
def fleet(clock):
    return a_fleet()


def at(page, url, fleet, who, path):
    enter(page, url, fleet.who(who))
    page.goto(f"{url}/vehicles/{path}")


def ask(page, url, fleet):
    at(page, url, fleet, "miaoyu", "own/")
    assert_sound(page, "own-empty")
    follow(page, ".ask button")
    page.fill('[name="applicant.name"]', "苗雨")
    page.fill('[name="applicant.phone"]', "13800009001")
    follow(page, "main .btn-main")
    for name, value in TRIP.items():
        page.fill(f'[name="trip.{name}"]', value)
    purpose = page.locator('[name="trip.purpose"]').first
    if purpose.evaluate("one => one.tagName") == "SELECT":
        purpose.select_option("duty")
    page.check('[name="trip.driver"][value="true"]')
    page.check('[name="trip.sealed"][value="false"]')
    assert_sound(page, "ask")
    follow(page, "main .btn-main")
    page.check('[name="consent"]')
    follow(page, "main .btn-main")
    expect(page.locator("[role=alert]")).to_have_count(0)
    return Dispatch.objects.get()


def approve(page, url, fleet, row):
    enter(page, url, fleet.who("xiongwei"))
    page.goto(f"{url}/cases/{row.number}/")
    page.fill("#handle #words", "同意用车。")
    follow(page, "#handle .btn-main")


def send(page, url, fleet):
    at(page, url, fleet, "suhang", "board/")
    assert_sound(page, "board-waiting")
    follow(page, "#waiting .btn-main")
    assert_sound(page, "send")
    follow(page, "#send .btn-main")
    assert_sound(page, "sent")
    page.goto(f"{url}/vehicles/board/")
    assert_sound(page, "board-planned")


def leave_and_return(page, url, fleet, driver):
    at(page, url, fleet, driver, "driving/")
    assert_sound(page, "driving")
    follow(page, ".calls .btn-main")
    page.fill("#km", "18210.5")
    assert_sound(page, "leave")
    follow(page, "main .btn-main")
    assert Dispatch.objects.get().state == "out"
    follow(page, ".calls .btn-main")
    page.fill("#km", "18000")
    follow(page, "main .btn-main")
    expect(page.locator("[role=alert]")).to_contain_text("18000")
    page.fill("#km", "18262")
    photo = {"name": "表.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg(40, 30)}
    page.set_input_files("#photo", photo)
    follow(page, "main .btn-main")


def test_from_the_request_to_the_return(page, live_server, fleet):
    url = live_server.url
    row = ask(page, url, fleet)
    approve(page, url, fleet, row)
    send(page, url, fleet)
    assert again(row).state == "planned"
    leave_and_return(page, url, fleet, again(row).driver.username)
    assert again(row).state == "back"
    for path, name in ((f"{row.pk}/", "back"), (f"{row.pk}/sheet/", "sheet"), ("", "trips")):
        page.goto(f"{url}/vehicles/trips/{path}")
        assert_sound(page, name)


def test_without_a_network_what_was_typed_stays_and_goes_out_once(page, live_server, fleet):
    url, row = live_server.url, fleet.sent(fleet.approved())
    at(page, url, fleet, "hewei", f"trips/{row.pk}/drive/")
    key = page.locator("[name=key]").input_value()
    page.fill("#km", "500")
    page.context.set_offline(True)
    page.click("main .btn-main")
    expect(page.locator("[data-offline-note]")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#km")).to_have_value("500")
    expect(page.locator("[name=key]")).to_have_value(key)
    follow(page, "main .btn-main")
    assert again(row).km_out == 500
    assert page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('trip-'))") == []
