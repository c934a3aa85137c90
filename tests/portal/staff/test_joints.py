"""联办件 at the desk: who takes part sees what runs side by side, the late branch by its name, and who leads calls the others together."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.bundles import a_restaurant
from tongban.kernel.bundles.models import GatheringRow
from tongban.kernel.catalogue.models import MatterVersion


@pytest.fixture
def shop(db, clock):
    made = a_restaurant()
    clock.now = made.first.now
    return made


@pytest.fixture
def joint(shop, in_step):
    made = shop.apply()
    in_step(shop.first)
    return made


def page(client, joint):
    return client.get(reverse("staff:joint", args=[joint.number]))


def called(client, joint, shop, **more):
    at = f"{shop.first.now + timedelta(days=1, hours=8):%Y-%m-%dT%H:%M}"
    said = {
        "key": "call",
        "kind": "survey",
        "stage": "all",
        "at": at,
        "place": "店里",
        "about": "现场核验",
    }
    return client.post(reverse("staff:joint_call", args=[joint.number]), {**said, **more})


def test_who_takes_part_finds_it_on_the_list_and_others_do_not(shop, joint, as_):
    officer = as_(shop.places["fire"].people["officer"])
    assert joint.number in officer.get(reverse("staff:joints")).content.decode()
    assert page(officer, joint).status_code == 200
    stranger = as_(shop.places["fire"].people["fire_officer"])
    assert joint.number not in stranger.get(reverse("staff:joints")).content.decode()
    assert page(stranger, joint).status_code == 404


def test_a_department_that_is_late_is_named(shop, joint, as_, clock):
    place = shop.places["fire"]
    place.now = shop.first.now
    place.accept(shop.case(joint, "fire"))
    clock.now = place.now + timedelta(days=60)
    text = page(as_(shop.first.people["leader"]), joint).content.decode()
    assert f"逾期部门：{place.bureau.name}（{place.version.name}）" in text


def test_what_others_wait_for_is_told(shop, joint, as_):
    text = page(as_(shop.first.people["leader"]), joint).content.decode()
    assert "后续事项等待本项办结" in text


def test_who_leads_calls_the_departments_together_and_a_repeated_click_calls_once(shop, joint, as_):
    leader = as_(shop.first.people["leader"])
    called(leader, joint, shop)
    assert GatheringRow.objects.get().kind == "survey"
    assert "现场核验" in page(leader, joint).content.decode()


def test_another_department_sees_no_form_for_it_and_is_refused(shop, joint, as_):
    officer = as_(shop.places["fire"].people["officer"])
    assert 'id="call"' not in page(officer, joint).content.decode()
    answer = called(officer, joint, shop)
    assert answer.status_code == 422
    assert "由本阶段牵头部门召集" in answer.content.decode()
    assert not GatheringRow.objects.exists()


def test_a_time_gone_by_is_refused_with_what_was_typed(shop, joint, as_):
    leader = as_(shop.first.people["leader"])
    answer = called(leader, joint, shop, at="2026-01-01T09:00")
    assert answer.status_code == 422
    assert 'value="店里"' in answer.content.decode()


def test_the_common_result_is_recorded_with_how_each_stood(shop, joint, as_, clock):
    leader = as_(shop.first.people["leader"])
    called(leader, joint, shop)
    clock.now = clock.now + timedelta(days=2)
    stands = {f"stand-{place.bureau.pk}": "agree" for place in shop.places.values()}
    held = {
        "happened": f"{clock.now + timedelta(hours=8):%Y-%m-%d}",
        "result": "passed",
        "words": "一致同意。",
    }
    leader.post(reverse("staff:joint_hold", args=[joint.number, 1]), {**stands, **held})
    assert GatheringRow.objects.get().result == "passed"
    text = page(leader, joint).content.decode()
    assert "一致同意。" in text


def test_the_case_page_leads_to_the_joint_application(shop, joint, as_):
    officer = as_(shop.places["fire"].people["officer"])
    text = officer.get(reverse("staff:case", args=[shop.case(joint, "fire")])).content.decode()
    assert reverse("staff:joint", args=[joint.number]) in text


def test_what_is_saved_is_shown_stage_by_stage_beside_the_aims_of_the_place(shop, as_):
    shown = as_(shop.first.people["leader"]).get(reverse("staff:joint_savings"))
    [row] = shown.context["rows"]
    assert (row.saved.materials.percent, row.reaches) == (33, False)
    assert shown.context["aims"] == {"materials": 30, "steps": 50}
    assert shown.context["sums"]["materials"] == row.saved.materials


def test_a_bundle_one_matter_of_which_is_closed_says_so_instead_of_breaking(shop, as_):
    MatterVersion.objects.filter(pk=shop.places["fire"].version.pk).update(online=False)
    page_ = as_(shop.first.people["leader"]).get(reverse("staff:joint_savings"))
    assert page_.context["rows"][0].saved is None
    assert "暂不能申请" in page_.content.decode()
