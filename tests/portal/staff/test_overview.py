"""概览: who may see it, whose cases it counts, and that each figure opens exactly its cases."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.cases import a_place
from builders.identity import a_clerk, an_organ
from tongban.kernel.identity.queries import PersonKind
from tongban.kernel.ledger.actions import drain
from tongban.kernel.overview.queries import FIGURES

SPANS = ("day", "week", "month")


def told(place):
    """The worker hands on all that waits."""
    while drain(place.now):
        pass


@pytest.fixture
def lively(place, in_step):
    """A place with cases at every stage: late, due soon, decided, withdrawn, just received."""
    late = place.accepted()
    place.wait(days=12)
    soon = place.accepted()
    place.wait(days=13)
    place.decided()
    place.on("withdraw", place.accepted(), by=place.citizen, reason="")
    place.submit()
    told(place)
    in_step(place)
    return place, late, soon


def front(client, span="month"):
    return client.get(reverse("staff:overview"), {"span": span})


def numbers(client, span="month"):
    return {one.name: one.count for one in front(client, span).context["figures"]}


def listed(client, url):
    answer = client.get(url)
    return [row.line.case.number for row in answer.context["rows"]]


def test_each_figure_counts_its_cases(lively, as_):
    place, late, soon = lively
    leader = as_(place.people["leader"])
    assert numbers(leader) == {
        "received": 3, "accepted": 2, "decided": 1, "delivered": 0, "in_hand": 3, "soon": 1, "late": 1,
    }  # fmt: skip
    found = {one.name: one.url for one in front(leader).context["figures"]}
    assert (listed(leader, found["late"]), listed(leader, found["soon"])) == ([late], [soon])


@pytest.mark.parametrize("span", SPANS)
def test_every_figure_on_the_page_opens_exactly_as_many_cases(lively, as_, span):
    leader = as_(lively[0].people["leader"])
    context = front(leader, span).context
    groups = [group for kind in context["groups"].values() for group in kind]
    figures = [*context["figures"], *(one for group in groups for one in group.figures)]
    assert len(figures) >= 4 * len(FIGURES)
    for one in figures:
        assert len(listed(leader, one.url)) == one.count, one.url


def test_every_number_shown_is_a_link(lively, as_):
    page = front(as_(lively[0].people["leader"])).content.decode()
    links = [unescape(url) for url in re.findall(r'href="(/overview/cases/[^"]*)"', page)]
    assert len(links) > 2 * len(FIGURES)
    assert {re.search(r"figure=(\w+)", url)[1] for url in links} == set(FIGURES)


@pytest.mark.parametrize("who", ["window", "officer", "civil", "citizen"])
@pytest.mark.parametrize("name", ["overview", "overview_cases"])
def test_for_who_oversees_nothing_it_does_not_exist(lively, as_, who, name):
    place = lively[0]
    person = place.citizen if who == "citizen" else place.people[who]
    url = reverse(f"staff:{name}") + "?figure=received"
    assert as_(person).get(url).status_code == 404


def test_an_overseer_of_another_organ_sees_none_of_it(lively, as_):
    place = lively[0]
    stranger, _post = a_clerk(an_organ(), "leader")
    client = as_(stranger)
    assert set(numbers(client).values()) == {0}
    url = reverse("staff:overview_cases")
    asked = {"figure": "received", "span": "month"}
    assert client.get(url, asked | {"organ": place.bureau.pk}).status_code == 404
    assert client.get(url, asked).context["rows"] == []
    assert client.get(url, asked | {"matter": place.version.matter_id}).context["rows"] == []


@pytest.mark.parametrize(("duty", "above"), [("leader", 0), ("duty_manager", 1), ("supervisor", 1)])
def test_a_leader_oversees_what_is_below_a_duty_manager_and_a_supervisor_all_of_the_county(
    duty, above, as_, db, clock
):
    place = a_place("civil")
    below = an_organ("住房保障中心", parent=place.bureau)
    elsewhere = an_organ("前锋区民政局", division="511603")
    place.submit()
    told(place)
    clock.now = place.now
    assert numbers(as_(a_clerk(place.bureau, duty)[0]))["received"] == 1
    assert numbers(as_(a_clerk(below, duty)[0]))["received"] == above
    assert numbers(as_(a_clerk(elsewhere, duty)[0]))["received"] == 0


def test_a_case_below_opens_only_for_who_may_see_the_case_itself(as_, db, clock):
    above = an_organ("区人民政府")
    place = a_place("civil")
    type(place.bureau).objects.filter(pk=place.bureau.pk).update(
        parent=above, path=f"{above.path}{place.bureau.pk}/"
    )
    number = place.submit().number
    told(place)
    clock.now = place.now
    mayor, leader = as_(a_clerk(above, "leader")[0]), as_(place.people["leader"])
    url = reverse("staff:overview_cases") + "?figure=received"
    case = reverse("staff:case", args=[number])
    assert [row.opens for row in mayor.get(url).context["rows"]] == [False]
    assert (case in mayor.get(url).content.decode(), mayor.get(case).status_code) == (False, 404)
    assert [row.opens for row in leader.get(url).context["rows"]] == [True]
    assert leader.get(case).status_code == 200


@pytest.mark.parametrize("asked", [
    "figure=", "figure=all", "figure=received&organ=x", "figure=received&on=x", "figure=late&on=2026-02-12",
    "figure=soon&span=month&on=2026-01-31", "figure=received&on=1999-12-31", "figure=received&level=9",
])  # fmt: skip
def test_what_is_not_counted_does_not_exist(place, as_, asked):
    leader = as_(place.people["leader"])
    assert leader.get(reverse("staff:overview_cases") + f"?{asked}").status_code == 404


def test_the_days_are_in_the_address(place, as_, clock):
    place.submit()
    told(place)
    clock.now = place.now + timedelta(days=1)
    leader = as_(place.people["leader"])
    assert [numbers(leader, span)["received"] for span in SPANS] == [0, 1, 1]
    assert numbers(leader, "no-such-span")["received"] == 0


def test_the_page_costs_as_many_queries_for_many_cases_as_for_one(lively, as_):
    place = lively[0]
    leader = as_(place.people["leader"])
    with CaptureQueriesContext(
        connection,
    ) as before:
        front(leader)
    place.decided()
    place.submit()
    told(place)
    with CaptureQueriesContext(connection) as after:
        front(leader)
    assert len(after) <= len(before) <= 25


def test_only_overseers_are_shown_the_way_there(place, as_):
    link, desk = f'href="{reverse("staff:overview")}"', reverse("staff:desk")
    assert link in as_(place.people["leader"]).get(desk).content.decode()
    assert link not in as_(place.people["window"]).get(desk).content.decode()
    assert place.citizen.kind == PersonKind.PUBLIC


def test_every_day_of_the_chart_opens_exactly_as_many_cases(lively, as_):
    leader = as_(lively[0].people["leader"])
    chart = front(leader, "day").context["chart"]
    figures = [one for group in chart.groups for one in group.figures]
    assert sum(one.count for one in figures) == 6
    assert [len(listed(leader, one.url)) for one in figures] == [one.count for one in figures]
    assert {bar.kind for bar in chart.bars} == {"received", "decided"}
    assert "收件 3 件，办结 1 件" in chart.words
