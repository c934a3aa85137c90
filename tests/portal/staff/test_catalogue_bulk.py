"""批量: the same values for many matters, seen before they are entered, agreed to and published together."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.catalogue import a_matter, two_keepers
from tongban.kernel.catalogue.models import MatterVersion, Review
from tongban.kernel.catalogue.queries import version_in_force
from tongban.portal.moments import today

pytestmark = pytest.mark.django_db
LIST, BULK, REVIEWS = (reverse(f"staff:{name}") for name in ("matters", "bulk", "reviews"))


@pytest.fixture
def matters(db):
    return [a_matter(name) for name in ("甲事项", "乙事项", "丙事项")]


@pytest.fixture
def keepers(matters):
    return two_keepers(matters[0])


@pytest.fixture
def browser(keepers, as_):
    return as_(keepers[0])


def said(matters, **more):
    return {"matter": [one.pk for one in matters], "use-place": "1", "place": "大厅二楼"} | more


def drafts():
    return MatterVersion.objects.filter(status="draft")


def test_nothing_ticked_is_told_on_the_list(browser):
    answer = browser.post(BULK, {"do": "edit", "query": "missing=fee"})
    assert answer.url == f"{LIST}?missing=fee"


def test_old_and_new_are_seen_before_anything_is_written(browser, matters):
    page = browser.post(BULK, said(matters[:2], do="preview"))
    assert [one.name for one in page.context["seen"]] == ["甲事项", "乙事项"]
    assert page.context["seen"][0].changes[0].after == "大厅二楼"
    assert not drafts().exists()


def test_only_what_is_ticked_changes_and_a_reason_is_needed(browser, matters):
    page = browser.post(BULK, said(matters, do="apply", hours="九点"))
    assert [one.field for one in page.context["faults"]] == ["reason"]
    browser.post(BULK, said(matters, do="apply", hours="九点", reason="统一"))
    assert {(one.place, one.hours, one.reason) for one in drafts()} == {("大厅二楼", "", "统一")}
    page = browser.post(BULK, {"matter": [matters[0].pk], "do": "preview"})
    assert page.status_code == 422


def test_one_part_of_the_remedies_does_not_lose_the_other(browser, matters):
    both = {"use-court": "1", "court": "广安区人民法院", "reconsideration": "广安区人民政府"}
    browser.post(BULK, said(matters[:1], do="apply", reason="统一") | both)
    assert drafts().get().remedies == {
        "court": "广安区人民法院",
        "reconsideration": "广安区人民政府",
    }


def test_the_whole_result_is_taken_as_it_was_narrowed(browser, matters):
    browser.post(BULK, {"all": "1", "query": "q=乙"} | said([], do="apply", reason="统一"))
    assert [one.name for one in drafts()] == ["乙事项"]


def test_what_is_refused_is_listed_and_the_rest_goes_on(browser, matters):
    visits = {"use-visits": "1", "visits": "1"}
    page = browser.post(BULK, said(matters, do="apply", reason="统一") | visits)
    assert len(page.context["refused"]) == 3
    assert not drafts().exists()
    browser.post(BULK, said(matters[:2], do="apply", reason="统一"))
    page = browser.post(BULK, said(matters, do="submit"))
    assert (page.context["done"], len(page.context["refused"])) == (2, 1)


def test_a_wrong_value_is_told_at_its_field(browser, matters):
    wrong = {"use-promised": "1", "promised": "十"}
    page = browser.post(BULK, said(matters, do="preview") | wrong)
    assert [one.field for one in page.context["faults"]] == ["f-promised"]


def test_many_are_submitted_agreed_to_and_published_on_a_day(browser, keepers, as_, matters):
    other, day = as_(keepers[1]), today() + timedelta(days=3)
    browser.post(BULK, said(matters, do="apply", reason="统一"))
    browser.post(BULK, said(matters, do="submit"))
    ids = list(Review.objects.values_list("pk", flat=True))
    browser.post(REVIEWS, {"do": "agree", "review": ids})
    assert Review.objects.filter(state="open").count() == 3
    assert other.get(REVIEWS).content.decode().count("大厅二楼") == 3
    assert other.post(REVIEWS, {"do": "return", "review": ids[2:]}).status_code == 302
    other.post(REVIEWS, {"do": "return", "review": ids[2:], "words": "丙不在大厅"})
    other.post(REVIEWS, {"do": "agree", "review": ids[:2]})
    page = browser.post(BULK, said(matters, do="publish", on=day.isoformat()))
    assert (page.context["done"], len(page.context["refused"])) == (2, 1)
    assert version_in_force(matters[0].pk, on=day).place == "大厅二楼"
    assert version_in_force(matters[0].pk, on=today()).place == ""


def test_the_reviews_ask_the_database_no_more_for_twenty_than_for_three(
    browser, keepers, matters, as_, django_assert_max_num_queries
):
    more = [a_matter(f"另一事项{number}") for number in range(17)]
    browser.post(BULK, said([*matters, *more], do="apply", reason="统一"))
    browser.post(BULK, {"do": "submit", "matter": [one.pk for one in (*matters, *more)]})
    other = as_(keepers[1])
    with django_assert_max_num_queries(30):
        assert len(other.get(REVIEWS).context["rows"]) == 20


def test_a_preview_asks_the_database_no_more_for_twenty_than_for_three(
    browser, matters, django_assert_max_num_queries
):
    more = [a_matter(f"另一事项{number}") for number in range(17)]
    with django_assert_max_num_queries(60):
        page = browser.post(BULK, said([*matters, *more], do="preview"))
    assert len(page.context["seen"]) == 20
