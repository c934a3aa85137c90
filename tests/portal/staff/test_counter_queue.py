"""今日待办: each figure opens exactly its rows, custody lists among them, and for others nothing is there."""

import pytest
from django.urls import reverse

from builders.cases import a_licence
from builders.identity import a_clerk, an_organ
from tongban.kernel.cases.actions import Point
from tongban.kernel.cases.models import WorkItem

COUNTER = reverse("staff:counter")
CASES = ("today", "unaccepted", "supplement")


@pytest.fixture
def place(db, clock):
    made = a_licence("health")
    clock.now = made.now
    return made


@pytest.fixture
def clerk(place, as_):
    return as_(place.people["window"])


def rows(client, name):
    return len(client.get(reverse("staff:queue", args=[name])).context["queue"].rows)


def at_the_window(place):
    return place.submit(channel="counter", by=place.people["window"]).number


def offered(place):
    """A case with two originals, one of them on a list that nobody has signed."""
    number = at_the_window(place)
    window = place.people["window"]
    place.on("take_originals", number, by=window, taken=[("proof", "平面图", 1), ("report", "报告", 2)])  # fmt: skip
    place.on("offer_handover", number, by=window, originals=[1], to=place.people["officer"].actor_id)  # fmt: skip
    return number


@pytest.fixture
def busy(place, in_step):
    """One case in each place of the queue, and one that came over the portal."""
    number = offered(place)
    waiting = at_the_window(place)
    place.at("request_supplement", waiting, "accept", points=[Point("proof", "缺平面图", "补一份")])
    place.submit()
    place.decided()
    in_step(place)
    return number


def test_every_figure_counts_the_rows_that_it_leads_to(place, clerk, busy):
    figures = {one.name: one for one in clerk.get(COUNTER).context["figures"]}
    assert {name: one.count for name, one in figures.items()} == {
        "today": rows(clerk, "today"), "unaccepted": 2, "supplement": 1, "results": 1, "custody": 1,
    }  # fmt: skip
    for name in CASES:
        assert rows(clerk, name) == figures[name].count
    assert clerk.get(figures["results"].url).context["count"] == 1
    assert len(clerk.get(figures["custody"].url).context["rows"]) == 1


def test_a_number_finds_one_row(place, clerk, busy):
    url = reverse("staff:queue", args=["unaccepted"])
    found = clerk.get(url, {"number": busy[-6:]}).context["queue"]
    assert [one.line.case.number for one in found.rows] == [busy]
    assert clerk.get(reverse("staff:queue", args=["ghost"])).status_code == 404


def test_the_custody_page_says_who_has_what_and_lets_it_go_once_signed(place, clerk, busy, in_step):
    url = reverse("staff:custody")
    page = clerk.get(url)
    assert [one.line.case.number for one in page.context["rows"]] == [busy]
    assert [one.name for one in page.context["kept"]] == ["报告"]
    place.on("sign_handover", busy, handover=1)
    in_step(place)
    assert clerk.get(url).context["rows"] == []


def test_the_rows_of_a_busy_day_take_no_more_queries(place, clerk, busy, django_assert_max_num_queries):  # fmt: skip
    for _ in range(6):
        at_the_window(place)
    with django_assert_max_num_queries(60):
        clerk.get(COUNTER)


@pytest.mark.parametrize("address", ["queue/today/", "queue/unaccepted/", "custody/", "results/"])
def test_for_who_is_no_window_nothing_is_there(place, as_, busy, address):
    for person in (place.people["officer"], place.people["leader"], place.citizen):
        assert as_(person).get(f"/counter/{address}").status_code == 404


def test_a_window_of_another_hall_or_county_sees_none_of_it(place, as_, busy):
    for division in ("511602000000", "511623000000"):
        hall = an_organ("另一政务服务中心", division=division)
        other = as_(a_clerk(hall, "window")[0])
        assert [one.count for one in other.get(COUNTER).context["figures"]] == [0, 0, 0, 0, 0]
        assert other.get(reverse("staff:receipt", args=[busy])).status_code == 404
        assert other.get(reverse("staff:custody")).context["rows"] == []


def test_the_counter_counts_no_case_of_another_county_though_it_takes_part_there(place, busy, as_):
    far = an_organ("前锋区政务服务中心", division="511603")
    person, post = a_clerk(far, "window")
    stranger = as_(person)
    WorkItem.objects.update(organ=far.pk, post=post.pk)
    assert stranger.get(reverse("staff:case", args=[busy])).status_code == 200
    for client, counts in ((stranger, 0), (as_(place.people["window"]), 1)):
        figures = {one.name: one.count for one in client.get(COUNTER).context["figures"]}
        assert figures["unaccepted"] == rows(client, "unaccepted") == counts
        assert figures["results"] == client.get(reverse("staff:results")).context["count"]
