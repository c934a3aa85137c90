"""The pages of the public lists in Chromium, wide and narrow: accessible, never sideways, quiet under the content policy."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.cases import FRIDAY
from builders.identity import a_clerk, an_act
from builders.looks import assert_sound, enter
from tongban.kernel.catalogue.actions import draft_version, publish, publish_list
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.lists import ListKind

HOME = 511602
DAY = FRIDAY.date()
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def renamed(place, name: str) -> None:
    """Let the place's matter read differently on the next day, with words that are long without a break."""
    day, organ = DAY + timedelta(days=1), place.version.organ_id
    said = Content(
        name=name, power_type=7, organ_id=organ, level=4, themes=("person.housing",), visits=0
    )
    act = an_act(on=day)
    publish(draft_version(place.version.matter_id, act, content=said).pk, act, on=day)


def test_the_lists_and_their_changes_look_well(page, live_server, place):
    first = publish_list(ListKind.POWERS, an_act(on=DAY), home=HOME, on=DAY)
    renamed(place, "公共租赁住房" * 12)
    day = DAY + timedelta(days=1)
    second = publish_list(ListKind.POWERS, an_act(on=day), home=HOME, on=day)
    changes = reverse("public:list_changes", args=["powers"])
    addresses = (
        reverse("public:lists"),
        reverse("public:list", args=["themes"]),
        reverse("public:list", args=["nearby"]),
        reverse("public:list", args=["powers"]) + "?on=nonsense",
        reverse("public:sealed_list", args=[second.pk]),
        changes,
        f"{changes}?old={first.pk}&new={second.pk}",
        f"{changes}?from={DAY}&to={DAY}",
    )
    for address in addresses:
        page.goto(live_server.url + address)
        assert_sound(page)


def test_the_keeper_publishes_with_one_press_and_reads_the_seal(page, live_server, place):
    keeper = a_clerk(place.version.organ, "keeper")[0]
    enter(page, live_server.url, keeper)
    page.goto(live_server.url + reverse("public:list", args=["powers"]))
    assert_sound(page)
    follow(page, "#published .btn-main")
    assert_sound(page)
    assert "权力事项清单（2026年第1版）" in page.inner_text("h1")
    expect(page.locator(".note.ok")).to_be_visible()
