"""The pages of registers in Chromium, wide and narrow: accessible, never sideways, and their buttons where people look for them."""

from datetime import date

import pytest
from django.urls import reverse

from builders.identity import an_organ
from builders.looks import assert_sound, enter
from builders.registers import KIND, a_generator, a_registrar
from tongban.kernel.registers.actions import label

FIRST = date(2026, 1, 10)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organ():
    return an_organ("区财政局")


@pytest.fixture
def keeper(page, live_server, organ):
    """Who keeps the register, at the doors of the house."""
    enter(page, live_server.url, a_registrar(organ))
    return page


def edge(page, selector):
    """How far the right edge of an element is from the left one of the page."""
    box = page.locator(selector).bounding_box()
    return round(box["x"] + box["width"])


def test_the_buttons_of_the_head_end_where_the_list_ends(keeper, live_server, organ):
    a_generator(organ, name="应急一号", on=FIRST)
    keeper.goto(live_server.url + reverse("registers:entries", args=[KIND]))
    assert_sound(keeper, "register")
    if keeper.width > 1000:
        assert edge(keeper, ".head .push > :last-child") == edge(keeper, ".sheet.wide")


def test_an_entry_draws_its_label_by_a_button_and_shows_it(keeper, live_server, organ):
    row = a_generator(organ, name="应急一号", on=FIRST)
    keeper.goto(live_server.url + reverse("registers:entry", args=[KIND, row.pk]))
    assert_sound(keeper, "register-entry-without-label")
    label(KIND, row.pk)
    keeper.goto(f"{keeper.url}?on=2026-02-10&known=2026-02-12")
    assert_sound(keeper, "register-entry")
