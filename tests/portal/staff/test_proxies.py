"""代理授权: set, seen and recalled by those concerned; the desk and the case say for whom one acts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.casepage import page
from builders.identity import a_clerk, an_organ
from builders.proxies import a_proxy
from tongban.kernel.identity.queries.proxies import proxies_of
from tongban.portal.moments import today


@pytest.fixture
def colleague(place):
    return a_clerk(place.organs["civil"], "officer")[0]


def wish(taker, **more):
    on = today()
    given = {
        "taker": taker.pk,
        "since": on.isoformat(),
        "last": (on + timedelta(days=3)).isoformat(),
    }
    return {**given, "grounds": "出差", **more}


def test_a_proxy_is_set_and_recalled_and_both_see_it(place, colleague, as_):
    giver = place.people["civil"]
    mine, theirs = as_(giver), as_(colleague)
    mine.post(reverse("staff:proxy_set"), wish(colleague, powers=["review"]))
    (proxy,) = proxies_of(giver)
    assert (proxy.taker, proxy.powers, proxy.last) == (
        colleague,
        ["review"],
        today() + timedelta(days=3),
    )
    for client in (mine, theirs):
        assert "出差" in client.get(reverse("staff:proxies")).content.decode()
    recall = reverse("staff:proxy_recall", args=[proxy.pk])
    assert theirs.post(recall).status_code == 404
    mine.post(recall)
    assert "已收回" in mine.get(reverse("staff:proxies")).content.decode()


def test_a_refusal_comes_back_with_what_was_entered(place, colleague, as_):
    client = as_(place.people["civil"])
    answer = client.post(
        reverse("staff:proxy_set"), wish(colleague, grounds="", matters="没有这个码")
    )
    assert answer.status_code == 422
    assert "没有这个码" in answer.content.decode()
    stranger = a_clerk(an_organ("公安局"))[0]
    assert client.post(reverse("staff:proxy_set"), wish(stranger)).status_code == 422
    assert not proxies_of(place.people["civil"]).exists()


def test_the_leader_sets_it_for_one_of_the_organ_and_nobody_else_does(place, colleague, as_):
    giver, leader = place.people["civil"], a_clerk(place.organs["civil"], "leader")[0]
    third = a_clerk(place.organs["civil"])[0]
    asked = wish(colleague, giver=giver.pk)
    assert as_(third).post(reverse("staff:proxy_set"), asked).status_code == 422
    as_(leader).post(reverse("staff:proxy_set"), asked)
    (proxy,) = proxies_of(giver)
    assert proxy.set_by == leader.actor_id
    assert "我负责的机关" in as_(leader).get(reverse("staff:proxies")).content.decode()


def test_the_desk_marks_for_whom_a_step_is_and_the_case_says_so_before_the_click(
    place, accepted, colleague, as_, in_step
):
    in_step(place)
    giver, client = place.people["civil"], None
    stranger = a_clerk(place.organs["civil"], "officer")[0]
    a_proxy(giver, stranger, on=today(), powers=("decide",))
    assert 'id="handle"' not in page(as_(stranger), accepted)
    helper = a_clerk(place.organs["civil"], "reviewer")[0]
    a_proxy(giver, helper, on=today())
    client = as_(helper)
    assert f"代 {giver.name}" in client.get(reverse("staff:desk")).content.decode()
    shown = page(client, accepted)
    assert f"您代 {giver.name} 办理" in shown
    assert f'name="behalf" value="{giver.actor_id}"' in shown


def test_the_step_is_done_for_the_absent_and_the_page_tells_both_names(
    place, accepted, as_, in_step
):
    in_step(place)
    giver = place.people["civil"]
    helper = a_clerk(place.organs["civil"], "reviewer")[0]
    a_proxy(giver, helper, on=today())
    item, version = place.open(accepted, "civil")
    said = {"act": "review", "item": item, "version": version, "outcome": "agreed", "words": "同意"}
    client = as_(helper)
    client.post(reverse("staff:handle", args=[accepted]), {**said, "behalf": giver.actor_id})
    last = next(one for one in place.records(accepted) if one.type == "case.acted_for")
    assert (last.by, last.behalf) == (helper.actor_id, giver.actor_id)
    assert f"代 {giver.name}" in page(client, accepted)
    done = client.get(reverse("staff:done")).content.decode()
    assert accepted in done
    assert accepted not in as_(giver).get(reverse("staff:done")).content.decode()


def test_a_security_administrator_sees_the_proxies_in_reach(place, colleague, as_):
    a_proxy(place.people["civil"], colleague, on=today())
    admin = a_clerk(place.organs["civil"], "security_admin")[0]
    other = a_clerk(an_organ("公安局"), "security_admin")[0]
    assert "出差" in as_(admin).get(reverse("administration:proxies")).content.decode()
    assert "出差" not in as_(other).get(reverse("administration:proxies")).content.decode()
