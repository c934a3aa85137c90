"""Filling in what a step asks, and doing several items at once, in Chromium, wide and narrow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.browser import follow
from builders.cases import a_place
from builders.fields import a_guarded_place, at_survey, surveyed
from builders.looks import assert_sound, enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at(page: Page, url: str, clock, place, who: str, name: str, *args: str) -> Page:
    clock.now = place.now = place.now + timedelta(minutes=1)
    enter(page, url, place.people[who])
    page.goto(url + reverse(name, args=args))
    return page


def test_an_officer_fills_in_what_his_step_asks_and_is_told_what_is_missing(
    page, live_server, clock
):
    place = a_guarded_place()
    number = at_survey(place)
    at(page, live_server.url, clock, place, "survey", "staff:case", number)
    assert_sound(page, "step-form")
    page.fill('[name="office.finding"]', "情况属实")
    page.fill("#words", "同意")
    follow(page, 'button[name="outcome"][value="agreed"]')
    assert_sound(page, "step-form-missing")
    expect(page.locator('[name="office.finding"]')).to_have_value("情况属实")
    page.fill('[name="office.visited_on"]', "2026-02-13")
    follow(page, "div > button[name=_fill]")
    assert_sound(page, "step-form-kept")
    follow(page, 'button[name="outcome"][value="agreed"]')
    assert place.open(number, "joint")


def test_who_is_not_shown_something_sees_a_whole_page_without_it(page, live_server, clock):
    place = a_guarded_place()
    number = surveyed(place)
    at(page, live_server.url, clock, place, "police", "staff:case", number)
    assert_sound(page, "case-hidden")
    expect(page.locator("#content")).not_to_contain_text("income")


def test_an_officer_does_several_at_once_and_reads_what_became_of_each(page, live_server, clock):
    place = a_place("civil")
    numbers = [place.accepted() for _ in range(3)]
    at(page, live_server.url, clock, place, "civil", "staff:desk")
    assert_sound(page, "desk-batch")
    for box in page.locator("input[name=pick]").all():
        box.check()
    follow(page, "button[name=verb][value=complete]")
    assert_sound(page, "batch")
    place.review(numbers[0], "civil")
    page.fill("#words", "经审查，符合条件。")
    follow(page, "button[name=outcome][value=agreed]")
    assert_sound(page, "batch-done")
    expect(page.locator("table .tag.ok")).to_have_count(2)
    expect(page.locator("table .tag.late")).to_have_count(1)


def test_a_leader_is_told_that_decisions_are_made_one_by_one(page, live_server, clock):
    place = a_place("civil")
    number = place.accepted()
    place.review(number, "civil")
    at(page, live_server.url, clock, place, "leader", "staff:desk")
    page.locator("input[name=pick]").check()
    follow(page, "button[name=verb][value=complete]")
    assert_sound(page, "batch-decisions")
    expect(page.locator("button[name=outcome]")).to_have_count(0)
