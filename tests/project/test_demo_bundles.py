"""The demo's bundles: each is in force, its one form can be filled in, and what it promises and saves is told as it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count, product
from typing import Any

import pytest
from django.db import transaction

from builders.demo_bundles import PLANS, applicant, applied_for, whole_answers
from builders.sources import ROOT
from tongban.kernel.bundles import plan
from tongban.kernel.bundles.forming import (
    Chosen,
    papers_of,
    parts_of,
    savings_of,
    united_form,
    versions_of,
    working_days,
)
from tongban.kernel.bundles.queries import (
    edition_in_force,
    editions_in_force,
    every_joint,
    matters_of,
    plan_of,
    standing_of,
)
from tongban.kernel.clock import day_of
from tongban.kernel.forms.rules import check
from tongban.kernel.forms.uniting import apart
from tongban.kernel.identity.queries import organ_by_id
from tongban.project.demo import bundles, dossiers, joints, matters, organs, people

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY: date = day_of(NOW)
STAGES = [(name, stage.key) for name, one in PLANS.items() for stage in one.stages]
MOST = 120
"""Working days from the filing of a project to its completion, at most (国办发〔2019〕11号)."""
USUAL = (35, 25, 20, 15)
"""Working days that cities usually plan for the four stages."""
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _the_demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo without its cases, loaded once for the module and forgotten after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for part in (organs, matters, people, dossiers, bundles):
            part.load(NOW)
        yield
        transaction.set_rollback(True)


def everything(name: str, key: str) -> tuple[plan.Plan, plan.Stage, tuple[Chosen, ...]]:
    """A stage of a bundle with all that it can ask for."""
    edition = edition_in_force(PLANS[name].code, on=TODAY)
    assert edition is not None, name
    made = plan_of(edition)
    stage = made.stage(key)
    return made, stage, versions_of(stage.members, matters_of(edition), on=TODAY)


def numbered() -> Callable[[str], str]:
    """References of papers that nobody kept."""
    papers = count(1)
    return lambda _: f"document/{next(papers)}"


def test_every_bundle_is_in_force_once_however_often_the_demo_is_loaded():
    assert bundles.load(NOW) == ""
    found = [one.bundle.code for one in editions_in_force(TODAY)]
    assert sorted(found) == sorted(one.code for one in PLANS.values())


@pytest.mark.parametrize(("name", "key"), STAGES)
def test_the_one_form_can_be_filled_in_and_answers_every_member(name, key):
    made, _stage, chosen = everything(name, key)
    one = united_form(made, chosen)
    values = whole_answers(one.form, applicant(name), 1, numbered(), NOW)
    assert values is not None
    parts = parts_of(made, chosen)
    for part in parts:
        assert not check(part.form, apart(one, parts, values)[part.key], whole=True), part.key


@pytest.mark.parametrize("name", sorted(PLANS))
def test_somebody_of_the_demo_applies_once_and_every_department_that_waits_for_nobody_has_a_case(name):  # fmt: skip
    stage = PLANS[name].stages[0]
    joint = applied_for(name, NOW)
    parts = standing_of(joint).stages[0].parts
    assert {one.key for one in parts if one.case} == {m.key for m in stage.members if not m.after}


@pytest.mark.parametrize("name", sorted(PLANS))
def test_whatever_is_answered_something_is_left_to_apply_for(name):
    made = PLANS[name]
    keys = [one.key for one in made.questions]
    for answers in product(*(one.answers for one in made.questions)):
        for stage in made.stages:
            given = dict(zip(keys, answers, strict=True))
            assert stage.lead in [one.key for one in plan.chosen(made, stage, given)]


@pytest.mark.parametrize(("name", "key"), STAGES)
def test_a_stage_promises_no_less_than_its_longest_way_takes(name, key):
    made, stage, chosen = everything(name, key)
    longest = savings_of(made, plan.Stage(stage.key, "", "", stage.lead, "", stage.members), chosen)
    assert not stage.limit or working_days(stage.limit) >= longest.days.after


@pytest.mark.parametrize(("name", "key"), STAGES)
def test_nobody_is_asked_more_together_than_one_by_one(name, key):
    saved = savings_of(*everything(name, key))
    for each in (saved.questions, saved.materials, saved.visits, saved.days, saved.steps):
        assert each.after <= each.before


def test_a_restaurant_over_six_departments_saves_a_third_of_the_papers_and_half_of_the_steps():
    made, stage, chosen = everything("restaurant", "opening")
    saved = savings_of(made, stage, chosen)
    assert len({one.version.organ_id for one in chosen}) >= 5
    assert saved.materials.percent >= 30
    assert saved.steps.percent >= 50
    names = [one.name for one in papers_of(made, chosen)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [name for name, one in PLANS.items() if one.kind == "project"])
def test_the_stages_of_a_project_keep_its_limit_and_that_of_the_state(name):
    whole = sum(working_days(one.limit) for one in PLANS[name].stages)
    assert whole <= working_days(PLANS[name].limit) <= MOST


def test_each_of_the_four_stages_keeps_the_limit_that_cities_plan():
    limits = [working_days(one.limit) for one in PLANS["factory"].stages]
    assert all(own <= usual for own, usual in zip(limits, USUAL, strict=True))


def test_the_four_stages_are_led_by_planning_and_by_building():
    made = PLANS["factory"]
    assert [one.title for one in made.stages] == ["立项用地规划许可", "工程建设许可", "施工许可", "竣工验收"]  # fmt: skip
    leads = []
    for stage in made.stages:
        chosen = {one.member.key: one for one in everything("factory", stage.key)[2]}
        organ = organ_by_id(chosen[stage.lead].version.organ_id)
        leads.append(organ.short_name if organ else "")
    assert leads == ["区自然资源和规划局", "区自然资源和规划局", "区住建局", "区住建局"]


def test_what_a_stage_makes_is_asked_for_by_none_of_its_members():
    made, _stage, chosen = everything("factory", "completion")
    asked = [one.name for one in papers_of(made, chosen) if one.asked]
    assert not {"建设工程竣工规划土地核实意见书", "建设工程消防验收备案凭证"} & set(asked)


def test_the_example_in_the_reference_is_the_plan_of_the_restaurant():
    page = (ROOT / "docs/reference/bundles.md").read_text("utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert plan.read(example) == PLANS["restaurant"]


def test_the_demo_shows_a_joint_application_with_a_survey_called_once_however_often_it_is_loaded():
    assert joints.load(NOW)
    assert joints.load(NOW) == ""
    [joint] = every_joint()
    standing = standing_of(joint)
    assert len(standing.stages[0].parts) == 6
    assert [one.state for one in standing.stages[0].parts] == ["running"] * 6
    assert [one.kind for one in standing.gatherings] == ["survey"]
