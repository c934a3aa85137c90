"""概览往期: days, weeks and months that are over, and which window took in; each figure opens exactly its cases."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tongban.kernel.ledger.actions import drain
from tongban.kernel.overview.queries import FLOWS


@pytest.fixture
def over(place, clock):
    """One case taken in on Friday the thirteenth and decided ten days later; one at a window, still open."""
    number = place.submit().number
    place.submit(by=place.people["window"], channel="counter")
    place.accept(number)
    place.wait(days=10)
    for node in place.reviews:
        place.review(number, node)
    place.decide(number)
    while drain(place.now):
        pass
    clock.now = place.now + timedelta(days=40)
    return place


def front(client, **asked):
    return client.get(reverse("staff:overview"), asked)


def numbers(client, **asked):
    return {one.name: one.count for one in front(client, **asked).context["figures"]}


def listed(client, url):
    return [row.line.case.number for row in client.get(url).context["rows"]]


@pytest.mark.parametrize(("asked", "counts"), [
    ({"span": "day", "on": "2026-02-13"}, (2, 1, 0, 0, 2)),
    ({"span": "day", "on": "2026-02-12"}, (0, 0, 0, 0, 0)),
    ({"span": "week", "on": "2026-02-11"}, (2, 1, 0, 0, 2)),
    ({"span": "week", "on": "2026-02-23"}, (0, 0, 1, 0, 1)),
    ({"span": "month", "on": "2026-02-28"}, (2, 1, 1, 0, 1)),
    ({"span": "month", "on": "2026-03-01"}, (0, 0, 0, 0, 1)),
])  # fmt: skip
def test_a_past_period_counts_its_own_days_and_what_was_in_hand_at_its_end(
    over, as_, asked, counts
):
    found = numbers(as_(over.people["leader"]), **asked)
    assert found == dict(zip((*FLOWS, "in_hand"), counts, strict=True))


@pytest.mark.parametrize("span", ["day", "week", "month"])
def test_every_figure_of_a_past_period_opens_exactly_as_many_cases(over, as_, span):
    leader = as_(over.people["leader"])
    context = front(leader, span=span, on="2026-02-13").context
    groups = [group for kind in context["groups"].values() for group in kind]
    figures = [*context["figures"], *(one for group in groups for one in group.figures)]
    assert sum(one.count for one in figures) > 10
    for one in figures:
        assert len(listed(leader, one.url)) == one.count, one.url


def test_what_came_over_a_window_and_what_came_online_are_told_apart(over, as_):
    leader = as_(over.people["leader"])
    context = front(leader, span="month", on="2026-02-13").context
    halls = {group.name: group.figures[0] for group in context["groups"]["hall"]}
    assert {name: one.count for name, one in halls.items()} == {"网上申办": 1, over.hall.name: 1}
    channels = {
        name: leader.get(one.url).context["rows"][0].line.case.channel
        for name, one in halls.items()
    }
    assert channels == {"网上申办": "portal", over.hall.name: "counter"}


def test_the_way_leads_to_the_period_before_and_never_to_one_that_has_not_begun(over, as_, clock):
    leader = as_(over.people["leader"])
    context = front(leader, span="month", on="2026-03-15").context
    assert (context["earlier"], context["later"]) == (
        "span=month&on=2026-02-28",
        "span=month&on=2026-04-01",
    )
    assert front(leader, span="month").context["later"] == ""
    to_come = {"span": "month", "on": "2030-01-01"}
    assert numbers(leader, **to_come) == numbers(leader, span="month")


def test_a_week_begins_on_monday_and_is_called_by_its_iso_number(over, as_):
    page = front(as_(over.people["leader"]), span="week", on="2027-01-01")
    assert page.context["week"] is not None
    past = front(as_(over.people["leader"]), span="week", on="2026-01-01")
    assert past.context["asked"].first.isoformat() == "2025-12-29"
    assert "2026 年第 1 周" in past.content.decode()


def test_the_report_of_a_past_month_says_what_its_page_says(over, as_):
    leader, asked = as_(over.people["leader"]), {"span": "month", "on": "2026-02-13"}
    answer = leader.get(reverse("staff:overview_report"), asked)
    assert "20260201-20260228" in answer["Content-Disposition"]
    rows = list(load_workbook(BytesIO(answer.content))["合计"].values)
    assert rows[0] == ("统计时段", "截至", "收件", "受理", "办结", "送达", "期末在办")
    assert rows[1][1:] == ("2026-02-28", "2", "1", "1", "0", "1")


def test_the_list_behind_a_past_figure_leads_back_to_its_period(over, as_):
    leader = as_(over.people["leader"])
    url = front(leader, span="week", on="2026-02-13").context["figures"][0].url
    assert "span=week&amp;on=2026-02-13" in leader.get(url).content.decode()


def test_who_oversees_nothing_sees_no_past_period_either(over, as_):
    asked = {"span": "month", "on": "2026-02-13"}
    assert front(as_(over.people["window"]), **asked).status_code == 404
    assert front(as_(over.people["leader"]), **asked).status_code == 200
