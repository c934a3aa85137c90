"""常用筛选: how a list is narrowed, kept under a name, by one person for himself."""

import pytest
from django.urls import reverse

from tongban.kernel import Refusal
from tongban.kernel.cases.actions import save_view
from tongban.kernel.cases.queries.own import views_of


def save(client, name="opened", title="住房在办", **asked):
    url = reverse("staff:view_save", args=[name])
    return client.post(url, {"name": title, **asked}, follow=True)


def shown(client, url):
    return [row.line.case.number for row in client.get(url).context["rows"]]


def test_a_saved_filter_leads_to_the_list_as_it_was_narrowed(place, as_):
    window = place.people["window"]
    accepted = place.accepted(by=window, channel="counter")
    place.submit(by=window, channel="counter")
    answer = save(as_(window), q="住房", state="accepted")
    (view,) = answer.context["views"]
    assert answer.context["view"] == view
    assert shown(as_(window), f"{reverse('staff:opened')}?{view.query}") == [accepted]


def test_a_group_of_what_is_to_do_is_saved_with_it(place, as_):
    answer = save(as_(place.people["window"]), "desk", title="待受理", only="unaccepted")
    assert [view.query for view in answer.context["views"]] == ["only=unaccepted"]


def test_nothing_but_filters_gets_into_a_saved_address(place, as_):
    window = place.people["window"]
    save(as_(window), q="a&state=void#x", state="nonsense", due="late", only="nonsense")
    (view,) = views_of(window, "opened")
    assert view.query == "q=a%26state%3Dvoid%23x&due=late"


def test_nobody_sees_or_deletes_anothers_filter(place, as_):
    window, civil = place.people["window"], as_(place.people["civil"])
    save(as_(window), state="accepted")
    (view,) = views_of(window, "opened")
    assert civil.get(reverse("staff:opened")).context["views"] == []
    drop = reverse("staff:view_drop", args=["opened", view.pk])
    civil.post(drop)
    assert views_of(window, "opened") == [view]
    as_(window).post(drop)
    assert views_of(window, "opened") == []


def test_the_same_name_takes_the_new_filter_and_each_list_has_its_own(place, as_):
    window = place.people["window"]
    for name, state in (("opened", "accepted"), ("opened", "decided"), ("done", "accepted")):
        save(as_(window), name, state=state)
    assert [view.query for view in views_of(window, "opened")] == ["state=decided"]
    assert [view.query for view in views_of(window, "done")] == ["state=accepted"]


@pytest.mark.parametrize("title", ["", "   ", "长" * 21])
def test_a_filter_without_a_short_name_is_refused(place, as_, title):
    window = place.people["window"]
    assert "1至20个字" in save(as_(window), title=title, state="accepted").content.decode()
    assert views_of(window, "opened") == []


def test_the_twenty_first_filter_is_refused_and_none_is_lost(place):
    window = place.people["window"]
    for number in range(20):
        save_view(place.act(window), list_name="done", name=f"筛选{number}", query="due=late")
    with pytest.raises(Refusal) as refused:
        save_view(place.act(window), list_name="done", name="再一个", query="due=late")
    assert refused.value.code == "view.too_many"
    assert len(views_of(window, "done")) == 20


def test_a_list_that_does_not_exist_keeps_nothing(place, as_):
    assert save(as_(place.people["window"]), "other", state="accepted").status_code == 404
