"""筛选: each list of the desk narrowed by words, state and promised day, as the address says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.cases import a_place
from tongban.kernel.cases.actions import follow
from tongban.kernel.clock import day_of


def numbers(answer):
    """The case numbers of the rows, whichever list it is."""
    rows = answer.context["rows"]
    return [row.work.row.number if hasattr(row, "work") else row.line.case.number for row in rows]


def asked(client, name, **query):
    return numbers(client.get(reverse(f"staff:{name}"), query))


@pytest.fixture
def two_bureaus(place):
    """A manager who follows one case for housing and one for hygiene, the housing one accepted."""
    other = a_place(
        "health", name="公共场所卫生许可", bureau="卫生健康局", order=3, hall="政务大厅"
    )
    housing, hygiene = place.accepted(), other.submit().number
    for number in (housing, hygiene):
        follow(number, place.act(place.people["manager"]))
    return place.people["manager"], housing, hygiene


def test_words_find_matter_department_and_number_and_all_of_them_must_fit(two_bureaus, as_):
    manager, housing, hygiene = two_bureaus
    client = as_(manager)
    assert asked(client, "followed", q="卫生许可") == [hygiene]
    assert asked(client, "followed", q="城乡建设局") == [housing]
    assert asked(client, "followed", q=hygiene) == [hygiene]
    assert asked(client, "followed", q="公共 住房") == [housing]
    assert asked(client, "followed", q="公共") == [housing, hygiene]
    assert asked(client, "followed", q="没有这样的事项") == []


def test_a_state_shows_only_cases_that_stand_so(two_bureaus, place, as_):
    manager, housing, hygiene = two_bureaus
    client = as_(manager)
    assert asked(client, "followed", state="accepted") == [housing]
    assert asked(client, "followed", state="submitted") == [hygiene]
    assert asked(client, "followed", state="ended") == []
    assert asked(client, "followed", state="nonsense") == [housing, hygiene]


@pytest.fixture
def promised(place):
    """The window's cases, taken in and followed: the promised day of each, and one that was decided."""
    window, found = place.people["window"], {}
    for _ in range(4):
        number = place.accepted(by=window, channel="counter")
        found[number] = place.case(number).promised_on
        place.now += timedelta(days=1)
    place.decided(by=window, channel="counter")
    return found


@pytest.mark.parametrize("name", ["desk", "done", "opened"])
def test_due_counts_from_the_promised_day_and_leaves_out_what_was_decided(
    promised, place, as_, clock, name
):
    reader = place.people["civil" if name == "desk" else "window"]
    first = sorted(set(promised.values()))[1]
    clock.now = clock.now + (first - day_of(clock.now))
    sunday = first + timedelta(days=6 - first.weekday())
    expected = {
        "late": {number for number, day in promised.items() if day < first},
        "today": {number for number, day in promised.items() if day == first},
        "week": {number for number, day in promised.items() if first <= day <= sunday},
    }
    assert all(expected.values())
    client = as_(reader)
    assert {due: set(asked(client, name, due=due)) for due in expected} == expected


def test_the_figures_over_the_list_count_within_the_filter_and_the_tab_does_not(
    promised, place, as_
):
    page = as_(place.people["civil"]).get(reverse("staff:desk"), {"q": "没有这样的事项"})
    assert [group.count for group in page.context["groups"]] == [0, 0, 0, 0]
    assert page.context["tabs"][0].count == len(promised)
    assert page.context["shown"] == len(page.context["rows"]) == 0


@pytest.mark.parametrize("name", ["done", "opened"])
def test_the_pages_of_a_narrowed_list_keep_its_filter(promised, place, as_, monkeypatch, name):
    monkeypatch.setattr("tongban.portal.staff.desk_lists.PAGE", 3)
    client, query = as_(place.people["window"]), {"state": "accepted", "q": "住房"}
    first = client.get(reverse(f"staff:{name}"), query)
    rest = asked(client, name, page="2", **query)
    assert sorted(numbers(first) + rest) == sorted(promised)
    assert "state=accepted&amp;q=%E4%BD%8F%E6%88%BF&amp;page=2" in first.content.decode()


def test_nobody_finds_by_words_what_he_may_not_see(two_bureaus, as_, place):
    for name in ("desk", "done", "opened", "followed"):
        assert asked(as_(place.people["officer"]), name, q="卫生") == []


@pytest.mark.parametrize("name", ["desk", "done", "opened"])
def test_a_filter_asks_as_much_of_the_database_for_many_rows_as_for_few(place, as_, name):
    window, seen = place.people["window"], []
    client, query = as_(window), {"q": "住房", "state": "submitted"}
    for more in (2, 6):
        for _ in range(more):
            place.submit(by=window, channel="counter")
            place.accepted(by=window, channel="counter")
        client.get(reverse(f"staff:{name}"), query)
        with CaptureQueriesContext(connection) as queries:
            found = asked(client, name, **query)
        seen.append((len(queries), len(found)))
    assert [rows for _queries, rows in seen] == ([0, 0] if name == "done" else [2, 8])
    assert seen[0][0] == seen[1][0]
