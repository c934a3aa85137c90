"""管理台 in Chromium, wide and narrow: accessible, never sideways, and whole without a mouse held right."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.administration import PASSWORD, a_house, with_password
from builders.identity import a_clerk
from builders.looks import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(db):
    return a_house()


@pytest.fixture
def as_role(page, live_server, house):
    """Return a function that lets the page be an administrator's."""

    def become(role: str) -> Page:
        person = house.admins[role]
        person.is_demo = True
        person.save()
        page.goto(live_server.url + reverse("public:enter"))
        with page.expect_navigation():
            page.click(f'button[value="{person.username}"]')
        return page

    return become


def go(page: Page, live_server, name: str, *parts: object) -> None:
    page.goto(live_server.url + reverse(name, args=parts))


def test_the_pages_of_the_system_administrator_are_sound(as_role, live_server, house):
    page = as_role("system")
    assert_sound(page, "admin-system")
    for name in ("organs", "people", "register", "local"):
        go(page, live_server, f"administration:{name}")
        assert_sound(page, f"admin-{name}")
    go(page, live_server, "administration:organ", house.bureau.pk)
    page.click("#keep summary >> nth=0")
    page.fill("#post-name", "综合岗")
    with page.expect_navigation():
        page.click("#keep form >> nth=0 >> button")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_sound(page, "admin-organ-refused")
    page.select_option("#duty", "officer")
    with page.expect_navigation():
        page.click("#keep form >> nth=0 >> button")
    expect(page.locator("#posts")).to_contain_text("综合岗")
    assert_sound(page, "admin-organ")


def test_the_pages_of_the_security_administrator_are_sound(as_role, live_server, house):
    a_clerk(house.bureau, "leader")
    page = as_role("security")
    assert_sound(page, "admin-security")
    for name in ("mandates", "grant", "conflicts", "lockouts"):
        go(page, live_server, f"administration:{name}")
        assert_sound(page, f"admin-{name}")
    go(page, live_server, "administration:appoint", house.officer.pk)
    page.select_option("#post", str(house.vacant.pk))
    with page.expect_navigation():
        page.click(".actions button")
    assert_sound(page, "admin-appoint")
    with page.expect_navigation():
        page.click(".sheet.primary button")
    expect(page.locator("#posts")).to_contain_text("审查岗")
    page.click("#entry summary >> nth=1")
    with page.expect_navigation():
        page.click("#entry details[open] button")
    expect(page.locator(".given")).to_be_visible()
    assert_sound(page, "admin-person-given")


def test_the_pages_of_the_audit_administrator_are_sound(as_role, live_server, house):
    page = as_role("audit")
    go(page, live_server, "administration:log")
    page.fill("#since", "2026-01-01")
    with page.expect_navigation():
        page.click(".filters button")
    assert_sound(page, "admin-log")
    with page.expect_navigation():
        page.click("table.list tbody tr:last-child a")
    expect(page.locator("#proof")).to_contain_text("链条完整")
    assert_sound(page, "admin-entry")


def test_ones_own_account_is_sound_and_an_authenticator_is_tied_there(page, live_server, house):
    person = with_password(house.officer)
    page.goto(live_server.url + reverse("public:enter"))
    page.fill("#username", person.username)
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("main .actions button")
    for name in ("account:front", "account:password", "account:factor"):
        go(page, live_server, name)
        assert_sound(page, name.replace(":", "-"))
    page.fill("#code", "000000")
    with page.expect_navigation():
        page.click("main .actions button")
    expect(page.locator(".faults")).to_be_visible()
    assert_sound(page, "account-factor-wrong")
