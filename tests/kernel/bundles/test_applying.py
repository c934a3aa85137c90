"""联办: one form opens the cases of several departments, each begins when what it waits for is granted, and one answer comes back."""

import pytest

from builders.bundles import VALUES, a_restaurant
from tongban.kernel import Refusal
from tongban.kernel.bundles.events import stream_of
from tongban.kernel.bundles.forming import papers_of, savings_of, versions_of
from tongban.kernel.bundles.models import Joint, PartRow, StageRow
from tongban.kernel.bundles.queries import (
    differences,
    joint_by_number,
    joint_of_case,
    matters_of,
    plan_of,
)
from tongban.kernel.cases.models import Case
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.notices.queries import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return a_restaurant()


def test_one_form_opens_a_case_at_every_department_that_waits_for_nobody(shop):
    joint = shop.apply()
    assert shop.states(joint) == {"licence": "running", "food": "waiting", "fire": "running"}
    cases = {one.number: one for one in Case.objects.all()}
    assert {one.key: cases[one.case].organ for one in PartRow.objects.exclude(case="")} == {
        "licence": shop.places["licence"].bureau.pk,
        "fire": shop.places["fire"].bureau.pk,
    }
    assert joint.number.startswith("L")
    assert joint.due_on is not None


def test_every_organ_is_told_at_the_same_instant_those_that_wait_among_them(shop):
    joint = shop.apply()
    [told] = [
        one
        for one in events_of(joint.home, stream_of(joint.number))
        if one.type == "joint.stage_applied"
    ]
    assert set(told.data["organs"]) == {one.bureau.pk for one in shop.places.values()}


def test_each_department_gets_its_own_answers_and_nobody_elses(shop):
    joint = shop.apply()
    place, number = shop.places["fire"], shop.case(joint, "fire")
    stated = place.content(number, place.case(number).form)["values"]
    assert stated == {"applicant": {"name": "张三丰", "area": 120}}


def test_what_waits_begins_when_its_forerunner_was_granted_and_with_what_was_stated_then(shop):
    joint = shop.apply()
    shop.through(joint, "licence")
    assert shop.states(joint) == {"licence": "granted", "food": "running", "fire": "running"}
    food, number = shop.places["food"], shop.case(joint, "food")
    assert food.content(number, food.case(number).form)["values"] == {
        "applicant": {"name": "张三丰", "seats": 40}
    }


def test_the_last_result_answers_the_stage_and_the_applicant_is_told_once(shop):
    joint = shop.apply()
    for key in ("licence", "fire", "food"):
        assert shop.standing(joint).stage("all").state == "running"
        shop.through(joint, key)
    stage = shop.standing(joint).stage("all")
    assert (stage.state, stage.outcome, stage.late) == ("done", "granted", False)
    assert Notice.objects.filter(kind="joint.answered", party=shop.first.party).count() == 1


def test_what_waits_for_something_refused_is_not_applied_for_and_says_why(shop):
    joint = shop.apply()
    shop.through(joint, "licence", "refused")
    part = shop.standing(joint).stage("all").part("food")
    assert (part.state, part.reason, part.case) == ("dropped", "refused", "")
    shop.through(joint, "fire")
    assert shop.standing(joint).stage("all").outcome == "partly"


def test_the_answers_say_which_departments_take_part(shop):
    joint = shop.apply(
        answers={"fire": "no"}, values={"applicant": {"name": "张三丰", "seats": 40}}
    )
    assert shop.states(joint) == {"licence": "running", "food": "waiting"}


def test_nothing_is_opened_where_one_answer_is_missing(shop):
    with pytest.raises(Refusal) as refused:
        shop.apply(values={"applicant": {"seats": 40}})
    assert refused.value.code == "bundle.form"
    assert (Joint.objects.count(), Case.objects.count()) == (0, 0)


def test_nothing_is_opened_where_one_department_refuses_the_application(shop):
    with pytest.raises(Refusal):
        shop.apply(
            values={**VALUES, "applicant": {**VALUES["applicant"], "name": "李四光"}},
            delivery="balloon",
        )
    assert (Joint.objects.count(), Case.objects.count()) == (0, 0)


def test_the_same_key_gives_the_first_answer_and_another_wish_under_it_is_refused(shop):
    first = shop.apply(key="once")
    assert shop.apply(key="once").pk == first.pk
    assert (Joint.objects.count(), StageRow.objects.count()) == (1, 1)
    with pytest.raises(Refusal) as refused:
        shop.apply(key="once", answers={"fire": "no"})
    assert refused.value.code == "bundle.key"


def test_no_more_time_is_promised_than_the_matters_need_one_by_one():
    only = {
        "key": "all",
        "title": "联合办理",
        "lead": "fire",
        "limit": "15wd",
        "members": [{"key": "fire", "matter": "T-fire"}],
    }
    alone = a_restaurant(stages=[only], questions=[])
    values = {"applicant": {"name": "张三丰", "area": 120}}
    joint = alone.apply(values=values, answers={})
    assert alone.standing(joint).stage("all").limit == "10wd"


def test_a_stage_promises_its_own_limit_where_the_matters_would_need_more(shop):
    assert shop.standing(shop.apply()).stage("all").limit == "15wd"


def test_a_stage_is_applied_for_once(shop):
    joint = shop.apply()
    with pytest.raises(Refusal) as refused:
        shop.apply(joint=joint.number)
    assert refused.value.code == "bundle.stage_applied"


def test_the_rows_are_the_fold_of_the_log_and_an_altered_one_is_named(shop):
    joint = shop.apply()
    shop.through(joint, "licence")
    assert list(differences()) == []
    PartRow.objects.filter(key="fire").update(state="granted")
    assert list(differences()) == [joint.number]


def test_who_takes_part_sees_it_and_to_others_it_does_not_exist(shop):
    joint = shop.apply()
    on = shop.first.today()
    fire = shop.places["fire"]
    for reader in (shop.first.citizen, fire.people["officer"], shop.first.people["leader"], fire.people["window"]):  # fmt: skip
        assert joint_by_number(joint.number, reader, on=on) == joint
    assert joint_by_number(joint.number, fire.citizen, on=on) is None
    assert joint_by_number(joint.number, fire.people["fire_officer"], on=on) is None


def test_a_case_leads_to_the_joint_application_that_it_is_part_of(shop):
    joint = shop.apply()
    assert joint_of_case(shop.case(joint, "fire")) == joint
    assert joint_of_case("511602202602130000013") is None


def test_what_two_matters_ask_for_is_on_the_list_once_and_the_saving_is_counted(shop):
    plan = plan_of(shop.edition)
    some = versions_of(plan.stage("all").members, matters_of(shop.edition), on=shop.first.today())
    papers = papers_of(plan, some)
    assert (papers[0].name, papers[0].of) == ("居民身份证", ("licence", "food", "fire"))
    saved = savings_of(plan, plan.stage("all"), some)
    assert (saved.materials.before, saved.materials.after, saved.materials.percent) == (6, 4, 33)
    assert (saved.questions.before, saved.questions.after) == (5, 3)
    assert (saved.days.before, saved.days.after) == (30, 15)
