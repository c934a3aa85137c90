"""代理授权: who may stand in for whom, set by whom, and for how long."""

from datetime import date, timedelta

import pytest

from builders.identity import a_clerk, a_person, an_act, an_organ
from builders.proxies import a_proxy
from tongban.kernel import Refusal
from tongban.kernel.identity.actions.proxies import recall_proxy
from tongban.kernel.identity.queries.proxies import between, kept_from, proxies_to
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 13)


@pytest.fixture
def bureau():
    return an_organ("民政局")


@pytest.fixture
def giver(bureau):
    return a_clerk(bureau)[0]


@pytest.fixture
def taker(bureau):
    return a_clerk(bureau)[0]


def code(call, *args, **more):
    with pytest.raises(Refusal) as told:
        call(*args, **more)
    return told.value.code


def test_a_colleague_stands_in_from_the_first_day_to_the_last(giver, taker):
    proxy = a_proxy(giver, taker, on=DAY, days=3)
    assert proxies_to(taker, on=DAY) == proxies_to(taker, on=DAY + timedelta(days=2)) == [proxy]
    assert proxies_to(taker, on=DAY - timedelta(days=1)) == []
    assert proxies_to(taker, on=DAY + timedelta(days=3)) == []
    assert proxy.last == DAY + timedelta(days=2)


def test_the_log_holds_both_and_no_words(giver, taker):
    a_proxy(giver, taker, on=DAY, powers=("review",), only_taker=True)
    last = events_of(0, giver.actor_id)[-1]
    assert (last.type, last.by) == ("proxy.set", giver.actor_id)
    assert (last.data["giver"], last.data["taker"]) == (giver.pk, taker.pk)
    assert "出差" not in str(last.data)


def test_a_leader_of_the_organ_sets_it_and_a_stranger_or_who_stands_in_does_not(
    bureau, giver, taker
):
    leader, stranger = a_clerk(bureau, "leader")[0], a_clerk(an_organ("公安局"), "leader")[0]
    assert a_proxy(giver, taker, on=DAY, by=leader.actor_id).set_by == leader.actor_id
    for by in (stranger, taker):
        assert code(a_proxy, giver, taker, on=DAY, by=by.actor_id) == "identity.may_not_set_proxy"
    assert code(a_proxy, giver, leader, on=DAY, by=leader.actor_id) == "identity.own_rights"


def test_only_a_colleague_who_handles_cases_in_the_organ_stands_in(bureau, giver, taker):
    others = (a_clerk(an_organ("公安局"))[0], a_clerk(bureau, "staff")[0], a_person())
    for other in others:
        assert code(a_proxy, giver, other, on=DAY) == "identity.proxy_no_colleague"
    a_proxy(giver, taker, on=DAY)


def test_nobody_stands_in_for_an_administrator(bureau, giver, taker):
    admin = a_clerk(bureau, "system_admin")[0]
    assert code(a_proxy, admin, taker, on=DAY) == "identity.proxy_no_colleague"
    wrong = {"on": DAY, "powers": ("run_system",)}
    assert code(a_proxy, giver, taker, **wrong) == "identity.proxy_power"
    a_proxy(giver, taker, on=DAY, powers=("review",))


def test_a_proxy_has_grounds_begins_no_earlier_than_today_and_ends_after_it_begins(giver, taker):
    assert code(a_proxy, giver, taker, on=DAY, grounds=" ") == "identity.proxy_without_grounds"
    earlier = {"since": DAY - timedelta(days=1)}
    assert code(a_proxy, giver, taker, on=DAY, **earlier) == "identity.proxy_backdated"
    assert code(a_proxy, giver, taker, on=DAY, days=0) == "identity.proxy_ends_early"
    a_proxy(giver, taker, on=DAY, days=1)


def test_a_ring_is_refused_on_the_same_days_and_allowed_on_others(bureau, giver, taker):
    third = a_clerk(bureau)[0]
    a_proxy(giver, taker, on=DAY, days=5)
    a_proxy(taker, third, on=DAY, days=5)
    assert code(a_proxy, third, giver, on=DAY, days=1) == "identity.proxy_ring"
    assert code(a_proxy, taker, giver, on=DAY, days=1) == "identity.proxy_ring"
    assert code(a_proxy, giver, giver, on=DAY) == "identity.own_rights"
    a_proxy(third, giver, on=DAY + timedelta(days=5))


def test_work_that_was_given_over_goes_no_further_by_the_takers_own_proxy(bureau, giver, taker):
    third = a_clerk(bureau)[0]
    a_proxy(giver, taker, on=DAY)
    a_proxy(taker, third, on=DAY)
    assert between(giver.actor_id, third.actor_id, on=DAY) == []
    assert len(between(taker.actor_id, third.actor_id, on=DAY)) == 1


def test_a_recalled_proxy_ends_that_day_and_is_recalled_once_by_who_may_set_it(giver, taker):
    proxy = a_proxy(giver, taker, on=DAY, only_taker=True)
    kept = {"power": "review", "matter": 1}
    assert kept_from(giver.actor_id, on=DAY, **kept) == proxy
    later = DAY + timedelta(days=2)
    may_not = an_act(by=taker.actor_id, on=later)
    assert code(recall_proxy, proxy.pk, may_not) == "identity.may_not_set_proxy"
    recall_proxy(proxy.pk, an_act(by=giver.actor_id, on=later))
    assert kept_from(giver.actor_id, on=later, **kept) is None
    assert proxies_to(taker, on=DAY + timedelta(days=1)) != []
    assert events_of(0, giver.actor_id)[-1].type == "proxy.recalled"
    again = an_act(by=giver.actor_id, on=later)
    assert code(recall_proxy, proxy.pk, again) == "identity.proxy_ended"


def test_a_proxy_for_one_matter_or_power_covers_no_other(giver, taker):
    a_proxy(giver, taker, on=DAY, only_taker=True, matters=(7,), powers=("review",))
    asked = {"on": DAY, "power": "review", "matter": 7}
    assert kept_from(giver.actor_id, **asked) is not None
    assert kept_from(giver.actor_id, **{**asked, "matter": 8}) is None
    assert kept_from(giver.actor_id, **{**asked, "power": "decide"}) is None
