"""我发起 and 关注: what a person took in and keeps an eye on, and that it goes when he may no longer see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.identity import a_clerk, an_act, an_organ
from builders.parties import a_citizen
from tongban.kernel import Refusal
from tongban.kernel.cases.actions import follow, unfollow
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.queries.desk import followed_by
from tongban.kernel.identity.actions import dismiss
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.parties.actions import link_person

LISTS = ("done", "opened", "reading", "followed")


def shown(client, name, **asked):
    """The case numbers of a list, from the first row to the last."""
    rows = client.get(reverse(f"staff:{name}"), asked).context["rows"]
    return [row.line.case.number for row in rows]


def press(client, number, follow_it="yes"):
    return client.post(reverse("staff:follow", args=[number]), {"follow": follow_it})


def test_a_followed_case_stands_on_ones_own_list_and_on_nobody_elses(accepted, place, as_):
    civil, police = as_(place.people["civil"]), as_(place.people["police"])
    answer = press(civil, accepted)
    assert answer.url == reverse("staff:case", args=[accepted])
    assert shown(civil, "followed") == [accepted]
    assert shown(police, "followed") == []


def test_the_button_says_what_it_will_do_and_undoes_it(accepted, place, as_):
    client, url = as_(place.people["civil"]), reverse("staff:case", args=[accepted])
    assert 'value="yes">关注</button>' in client.get(url).content.decode()
    press(client, accepted)
    press(client, accepted)
    assert 'value="no">取消关注</button>' in client.get(url).content.decode()
    press(client, accepted, "no")
    press(client, accepted, "no")
    assert shown(client, "followed") == []


def test_a_stranger_can_follow_nothing_and_is_told_nothing(accepted, place, as_):
    stranger, _post = a_clerk(an_organ())
    client = as_(stranger)
    assert press(client, accepted).status_code == 404
    assert press(client, "no-such-case").status_code == 404
    with pytest.raises(Refusal) as refused:
        follow(accepted, place.act(stranger))
    assert refused.value.code == "case.not_found"


def test_following_changes_neither_the_case_nor_its_log(accepted, place, as_):
    before = place.case(accepted).n, len(place.records(accepted))
    press(as_(place.people["civil"]), accepted)
    assert (place.case(accepted).n, len(place.records(accepted))) == before


def test_ones_own_application_can_not_be_followed(place, as_):
    civil, party = place.people["civil"], a_citizen(order=2)
    number = place.submit(by=place.people["window"], party=party.pk, channel="counter").number
    place.accept(number)
    follow(number, place.act(civil))
    assert shown(as_(civil), "followed") == [number]
    link_person(party.pk, an_act(), person_id=civil.pk)
    assert press(as_(civil), number).status_code == 404
    assert shown(as_(civil), "followed") == []


def test_a_case_that_one_may_no_longer_see_leaves_list_and_count(accepted, place, as_):
    civil, client = place.people["civil"], as_(place.people["civil"])
    press(client, accepted)
    on = place.today()
    (post,) = posts_of(civil, on=on)
    dismiss(civil.pk, an_act(on=on), post_id=post.pk, on=on)
    assert case_by_number(accepted, civil, on=on) is None
    answer = client.get(reverse("staff:followed"))
    assert answer.context["rows"] == []
    assert [tab.count for tab in answer.context["tabs"]] == [0, 0, 0, 0, 0]
    assert followed_by(civil, on=on).count() == 0
    unfollow(accepted, place.act(civil))


def test_what_a_clerk_took_in_is_his_and_not_what_came_online(place, as_):
    window = place.people["window"]
    taken_in = place.submit(by=window, channel="counter").number
    place.submit()
    assert shown(as_(window), "opened") == [taken_in]
    assert shown(as_(place.people["officer"]), "opened") == []


def test_what_is_under_way_stands_by_its_promised_day_and_what_is_over_last(place, as_, clock):
    window = place.people["window"]
    over = place.decided(by=window, channel="counter")
    place.now += timedelta(days=30)
    late = place.accepted(by=window, channel="counter")
    place.now -= timedelta(days=20)
    soon = place.accepted(by=window, channel="counter")
    waiting = place.submit(by=window, channel="counter").number
    clock.now = place.now + timedelta(days=30)
    assert shown(as_(window), "opened") == [soon, late, waiting, over]


@pytest.fixture
def busy(place):
    """A window that took in, accepted, followed and is to read one case, and only took in another."""
    window = place.people["window"]
    number = place.submit(by=window, channel="counter").number
    place.accept(number)
    follow(number, place.act(window))
    place.on("circulate", number, by=place.people["civil"], readers=[window.actor_id])
    place.submit(by=window, channel="counter")
    return window


@pytest.mark.parametrize("name", ["desk", *LISTS])
def test_every_tab_counts_exactly_the_rows_of_its_list(busy, as_, name):
    client = as_(busy)
    tabs = client.get(reverse(f"staff:{name}")).context["tabs"]
    rows = [len(client.get(reverse(tab.url_name)).context["rows"]) for tab in tabs]
    assert [tab.count for tab in tabs] == rows == [1, 1, 2, 1, 1]
    assert [tab.url_name for tab in tabs if tab.chosen] == [f"staff:{name}"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_of_the_database_for_ten_rows_as_for_two(place, as_, name):
    window, asked_for = place.people["window"], []
    client = as_(window)
    for more in (2, 8):
        for _ in range(more):
            number = place.submit(by=window, channel="counter").number
            place.accept(number)
            follow(number, place.act(window))
            place.on("circulate", number, by=place.people["civil"], readers=[window.actor_id])
        client.get(reverse(f"staff:{name}"))
        with CaptureQueriesContext(connection) as asked:
            rows = shown(client, name)
        asked_for.append((len(rows), len(asked)))
    assert [rows for rows, _asked in asked_for] == [2, 10]
    assert asked_for[0][1] == asked_for[1][1]
