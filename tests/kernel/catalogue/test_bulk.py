"""One change to many matters: what is refused is told, the rest goes on."""

from datetime import timedelta

import pytest

from builders.catalogue import a_matter, two_keepers
from builders.identity import FIRST_DAY, an_act
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions, queries
from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.amending import amended
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.rules import Limit

pytestmark = pytest.mark.django_db
NEXT_WEEK = FIRST_DAY + timedelta(days=7)


def drafts() -> list[MatterVersion]:
    return list(MatterVersion.objects.filter(status="draft").order_by("matter"))


def some_matters():
    matters = [a_matter("甲"), a_matter("乙"), a_matter("丙")]
    return matters, *two_keepers(matters[0])


def test_a_dry_run_shows_old_and_new_and_writes_nothing():
    matters, one, _other = some_matters()
    ids = [each.pk for each in matters]
    found = actions.amend(
        ids, an_act(by=one.actor_id), changes={"place": "大厅二楼"}, reason="", dry_run=True
    )
    assert [it.name for it in found] == ["甲", "乙", "丙"]
    assert [(it.changes[0].before, it.changes[0].after) for it in found] == [("", "大厅二楼")] * 3
    assert drafts() == []


def test_drafts_are_made_with_one_reason_and_those_that_say_so_already_stay():
    matters, one, _other = some_matters()
    ids, act = [each.pk for each in matters], an_act(by=one.actor_id)
    actions.amend(ids[:1], act, changes={"place": "大厅二楼"}, reason="统一地点")
    found = actions.amend(ids, act, changes={"place": "大厅二楼"}, reason="统一地点")
    assert [len(it.changes) for it in found] == [0, 1, 1]
    assert [(it.place, it.reason, it.edition) for it in drafts()] == [
        ("大厅二楼", "统一地点", 1)
    ] * 3


def test_what_is_refused_is_told_and_the_rest_goes_on():
    matters, one, _other = some_matters()
    ids, act = [each.pk for each in matters], an_act(by=one.actor_id)
    actions.amend(ids[1:2], act, changes={"statutory": Limit(5, "wd")}, reason="法定时限")
    found = actions.amend(ids, act, changes={"promised": Limit(10, "wd")}, reason="承诺时限")
    assert [it.refusal.code if it.refusal else "" for it in found] == [
        "",
        "catalogue.promise_too_long",
        "",
    ]
    assert [it.promised for it in drafts()] == ["10wd", None, "10wd"]


def test_a_stranger_changes_nothing_in_bulk():
    matters, _one, _other = some_matters()
    stranger = two_keepers(a_matter("丁", department="区民政局", dept_code=""))[0]
    found = actions.amend(
        [matters[0].pk], an_act(by=stranger.actor_id), changes={"place": "大厅"}, reason="统一地点"
    )
    assert found[0].refusal.code == "catalogue.may_not_keep"
    assert drafts() == []


def test_a_bulk_change_has_a_reason_and_knows_its_matters():
    with pytest.raises(Refusal, match="Nothing was said why"):
        actions.amend([1], an_act(), changes={"place": "大厅"}, reason=" ")
    found = actions.amend([0], an_act(), changes={"place": "大厅"}, reason="统一地点")
    assert found[0].refusal.code == "catalogue.no_matter"


def test_what_a_keeper_enters_counts_as_verified():
    version = queries.version_in_force(a_matter().pk, on=FIRST_DAY)
    content = amended(content_of(version), {"unverified": ("fee", "place")})
    assert amended(content, {"fee": "不收费"}).unverified == ("place",)


def test_the_drafts_are_submitted_agreed_to_and_published_together():
    matters, one, other = some_matters()
    act, second = an_act(by=one.actor_id), an_act(by=other.actor_id)
    actions.amend([each.pk for each in matters], act, changes={"place": "大厅"}, reason="统一地点")
    ids = [each.pk for each in drafts()]
    assert actions.publish_all(ids, act, on=NEXT_WEEK).done == 0
    assert actions.submit_all(ids, act).done == 3
    waiting = {pk: MatterVersion.objects.get(pk=pk).reviews.get().pk for pk in ids}
    assert {it.refusal.code for it in actions.agree_all(waiting, act).refused} == {
        "catalogue.own_review"
    }
    back = {ids[2]: waiting.pop(ids[2])}
    assert actions.send_all_back(back, second, words="丙不在大厅").done == 1
    assert actions.agree_all(waiting, second).done == 2
    outcome = actions.publish_all(ids, act, on=NEXT_WEEK)
    assert (outcome.done, [it.name for it in outcome.refused]) == (2, ["丙"])
    assert queries.version_in_force(matters[0].pk, on=NEXT_WEEK).place == "大厅"
    assert queries.version_in_force(matters[0].pk, on=FIRST_DAY).place == ""
