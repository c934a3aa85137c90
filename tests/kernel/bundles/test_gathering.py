"""共同会商: who leads calls the others together, all say how they stand, and one result is recorded."""

from datetime import timedelta

import pytest

from builders.bundles import a_restaurant
from tongban.kernel import Refusal
from tongban.kernel.bundles.actions import (
    Call,
    Minutes,
    call_gathering,
    cancel_gathering,
    hold_gathering,
    move_gathering,
)
from tongban.kernel.bundles.models import JointContent
from tongban.kernel.bundles.queries import content_of, differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return a_restaurant()


@pytest.fixture
def joint(shop):
    return shop.apply()


def leader(shop):
    return shop.first.people["leader"]


def called(shop, joint, reader=None, **more):
    reader = reader or leader(shop)
    act = shop.first.act(reader)
    given = {"kind": "survey", "stage": "all", "at": act.at + timedelta(days=2), "place": "滨江路 1 号", "about": "现场核验"}  # fmt: skip
    return call_gathering(joint.number, Call(**{**given, **more}), act, reader)


def held(shop, joint, one, stands=("agree", "agree", "agree"), result="passed", days=2, **more):
    shop.first.wait(days=days)
    reader = leader(shop)
    act = shop.first.act(reader)
    said = dict(zip(one.organs, stands, strict=True))
    given = {
        "happened": shop.first.today(),
        "stands": said,
        "result": result,
        "words": "一致同意。",
    }
    hold_gathering(joint.number, one.id, Minutes(**{**given, **more}), act, reader)
    return shop.standing(joint).gatherings[-1]


def test_the_leading_organ_calls_all_that_take_part_itself_first(shop, joint):
    one = called(shop, joint)
    assert one.organs[0] == shop.first.bureau.pk
    assert set(one.organs) == {each.bureau.pk for each in shop.places.values()}
    assert content_of(joint, one.content)["about"] == "现场核验"


def test_what_was_concluded_stands_with_how_each_organ_stood_and_the_words_are_sealed(shop, joint):
    one = held(shop, joint, called(shop, joint), ("agree", "conditions", "absent"), "conditions")
    assert (one.state, one.result) == ("held", "conditions")
    assert list(one.stands.values()) == ["agree", "conditions", "absent"]
    assert content_of(joint, one.minutes) == {"words": "一致同意。"}
    row = JointContent.objects.get(joint=joint, number=one.minutes)
    assert "一致同意".encode() not in bytes(row.sealed)
    assert list(differences()) == []


def test_another_organ_of_the_stage_and_the_applicant_call_nobody(shop, joint):
    with pytest.raises(Refusal, match="leading organ"):
        called(shop, joint, shop.places["fire"].people["leader"])
    with pytest.raises(Refusal, match="leading organ"):
        called(shop, joint, shop.first.citizen)


def test_to_who_has_nothing_to_do_with_it_the_application_does_not_exist(shop, joint):
    with pytest.raises(Refusal) as refused:
        called(shop, joint, shop.places["fire"].citizen)
    assert refused.value.code == "bundle.not_found"


@pytest.mark.parametrize(
    ("stands", "result", "code"),
    [
        (("agree", "agree", "disagree"), "passed", "bundle.minutes_disagree"),
        (("agree", "agree", "conditions"), "passed", "bundle.minutes_conditions"),
        (("absent", "absent", "absent"), "failed", "bundle.minutes_disagree"),
        (("agree", "agree", "perhaps"), "passed", "bundle.minutes_incomplete"),
        (("agree", "agree", "agree"), "perhaps", "bundle.minutes_incomplete"),
    ],
)
def test_a_result_that_does_not_fit_how_the_organs_stood_is_refused(
    shop, joint, stands, result, code
):
    one = called(shop, joint)
    with pytest.raises(Refusal) as refused:
        held(shop, joint, one, stands, result)
    assert refused.value.code == code


def test_nothing_is_held_before_its_day(shop, joint):
    one = called(shop, joint)
    with pytest.raises(Refusal) as refused:
        held(shop, joint, one, days=1)
    assert refused.value.code == "bundle.minutes_day"


def test_one_that_was_moved_is_held_on_its_new_day_and_a_cancelled_one_never(shop, joint):
    one = called(shop, joint)
    reader = leader(shop)
    act = shop.first.act(reader)
    move_gathering(joint.number, one.id, act.at + timedelta(days=1), act, reader)
    assert held(shop, joint, one, days=1).state == "held"
    other = called(shop, joint)
    cancel_gathering(joint.number, other.id, shop.first.act(reader), reader)
    with pytest.raises(Refusal) as refused:
        held(shop, joint, other)
    assert refused.value.code == "bundle.no_gathering"


def test_nobody_is_called_for_a_time_gone_by(shop, joint):
    with pytest.raises(Refusal) as refused:
        called(shop, joint, at=shop.first.now - timedelta(days=1))
    assert refused.value.code == "bundle.call_past"
