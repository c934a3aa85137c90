"""One bar of tabs over all pages of the trade: who opens which, the same from wherever, and pushed along on a telephone."""

import re
from datetime import date

import pytest
from django.test import Client

from builders.cars import a_car, a_keeper
from builders.fleet import a_fleet
from builders.looks import assert_sound, enter

OWN = ["我的用车", "用车台账"]


def tabs_on(client, path):
    page = client.get(path).content.decode()
    nav = page.split('<nav class="car-tabs', 1)[1].split("</nav>")[0]
    return re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>', nav)


def door(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_everybody_finds_the_tabs_that_open_for_him_and_no_other(clock):
    fleet = a_fleet()
    row = fleet.sent(fleet.approved())
    seen = {
        name: [label for _url, _open, label in tabs_on(door(person), "/vehicles/own/")]
        for name, person in (
            ("asker", fleet.who("miaoyu")),
            ("driver", fleet.who("hewei")),
            ("keeper", fleet.who("suhang")),
            ("leader", a_keeper(row.keeper, "leader")),
        )
    }
    assert (seen["asker"], seen["driver"]) == (OWN, [OWN[0], "我的出车", OWN[1]])
    assert {"调度台", "车辆核算", "油卡对账单"} <= set(seen["keeper"])
    assert "车辆核算" in seen["leader"]
    assert not {"调度台", "油卡对账单"} & set(seen["leader"])


@pytest.mark.django_db
def test_each_tab_opens_and_shows_the_same_bar_with_itself_marked(clock):
    client = door(a_fleet().who("suhang"))
    tabs = tabs_on(client, "/vehicles/board/")
    assert len(tabs) > 8
    for url, _current, label in tabs:
        there = tabs_on(client, url)
        assert [(one, words) for one, _open, words in there] == [
            (one, words) for one, _open, words in tabs
        ]
        assert [words for _url, current, words in there if current] == [label]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["board/", "accounts/", "plans/"])
def test_the_bar_never_makes_a_page_wider_than_its_window_and_the_open_tab_is_in_sight(
    page, live_server, clock, path
):
    fleet = a_fleet()
    a_car(on=date(2026, 1, 2))
    enter(page, live_server.url, fleet.who("suhang"))
    page.goto(f"{live_server.url}/vehicles/{path}")
    assert_sound(page, f"bar-{path.strip('/')}")
    box = page.locator(".car-tabs [aria-current]").bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= page.width
    if page.width == 360:
        assert page.locator(".car-tabs").bounding_box()["height"] < 60
