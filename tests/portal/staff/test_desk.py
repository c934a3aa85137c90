"""待办 and 已办: what a person has to do and has done, and that nobody else sees it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.cases import FRIDAY
from builders.identity import a_clerk, an_organ

DESK = reverse("staff:desk")


def numbers(answer):
    return [row.work.row.number for row in answer.context["rows"]]


@pytest.fixture
def some_of_each(place, clock):
    """Three cases with the bureaus, accepted weeks apart, and a fourth that only came in."""
    for days in (0, 20, 45):
        place.now = FRIDAY + timedelta(days=days)
        place.accept(place.submit().number)
    clock.now = clock.now + timedelta(days=33)
    return place


def test_every_figure_counts_exactly_the_rows_it_leads_to(some_of_each, as_):
    client = as_(some_of_each.people["civil"])
    whole = client.get(DESK)
    shown = {
        group.name: len(numbers(client.get(DESK, {"only": group.name})))
        for group in whole.context["groups"]
    }
    assert shown == {group.name: group.count for group in whole.context["groups"]}
    assert sum(shown.values()) == len(numbers(whole)) == 3
    assert sorted(shown.values()) != [0, 0, 0, 3]


def test_the_most_urgent_case_stands_first(some_of_each, as_):
    rows = as_(some_of_each.people["civil"]).get(DESK).context["rows"]
    days = [row.work.row.promised_on for row in rows]
    assert days == sorted(days)


def test_a_case_that_waits_for_acceptance_has_no_limit_and_is_counted_as_such(place, as_):
    number = place.submit().number
    answer = as_(place.people["window"]).get(DESK, {"only": "unaccepted"})
    assert numbers(answer) == [number]
    assert "时限未起算" in answer.content.decode()


def test_the_applicant_is_masked_in_the_list(accepted, place, as_):
    page = as_(place.people["civil"]).get(DESK).content.decode()
    assert "张**" in page
    assert "张三丰" not in page.partition("<main")[2]


def test_the_bar_names_the_post_and_how_much_there_is_to_do(accepted, place, as_):
    page = as_(place.people["civil"]).get(reverse("staff:done")).content.decode()
    assert "civil局" in page
    assert '待办 <span class="num">1</span></a>' in page.partition("<main")[0]


def test_an_officer_of_another_organ_has_an_empty_desk(accepted, as_):
    stranger, _post = a_clerk(an_organ())
    assert numbers(as_(stranger).get(DESK)) == []


def test_the_desk_does_not_exist_for_the_public_and_asks_others_to_sign_in(place, as_):
    assert as_(place.citizen).get(DESK).status_code == 404
    answer = Client().get(DESK)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("public:enter"))


def test_an_unknown_filter_shows_everything(accepted, place, as_):
    assert numbers(as_(place.people["civil"]).get(DESK, {"only": "nonsense"})) == [accepted]


def test_what_one_did_is_found_under_done_and_nobody_elses(accepted, place, as_):
    place.review(accepted, "civil")
    mine = as_(place.people["civil"]).get(reverse("staff:done")).context["rows"]
    others = as_(place.people["police"]).get(reverse("staff:done")).context["rows"]
    assert [row.line.case.number for row in mine] == [accepted]
    assert others == []


def test_what_was_done_comes_page_by_page_and_nothing_is_left_out(some_of_each, as_, monkeypatch):
    monkeypatch.setattr("tongban.portal.staff.desk_lists.PAGE", 1)
    client, done = as_(some_of_each.people["window"]), reverse("staff:done")
    pages = [client.get(done, {"page": number}) for number in (1, 2, 3)]
    shown = [row.line.case.number for page in pages for row in page.context["rows"]]
    assert [page.context["pages"].count for page in pages] == [3, 3, 3]
    assert len(set(shown)) == 3


@pytest.mark.parametrize("page", [DESK, reverse("staff:done")])
def test_the_lists_ask_as_much_of_the_database_for_thirty_rows_as_for_three(place, as_, page):
    client = as_(place.people["window"])
    counts = []
    for more in (3, 27):
        for _ in range(more):
            place.accept(place.submit().number)
            place.submit()
        client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(page)
        counts.append((len(asked), len(answer.context["rows"])))
    assert [rows for _asked, rows in counts] == [3, 30]
    assert counts[0][0] == counts[1][0]


def test_staff_pages_stay_out_of_caches(place, as_):
    assert as_(place.people["civil"]).get(DESK)["Cache-Control"] == "no-store"
