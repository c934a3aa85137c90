"""What changes in a matter, told field by field in words."""

import pytest

from builders.identity import an_organ
from tongban.kernel.catalogue.exchange.changes import shown
from tongban.kernel.catalogue.exchange.ground import Ground, Place

pytestmark = pytest.mark.django_db
FORM = {"properties": {"applicant": {"properties": {"name": {"title": "姓名"}, "phone": {}}}}}


@pytest.fixture
def bureau():
    return an_organ("民政局")


@pytest.fixture
def ground(bureau):
    place = Place(
        bureau.pk, bureau.name, bureau.short_name, bureau.division, bureau.level, kept=True
    )
    return Ground({}, {bureau.pk: place})


def test_who_performs_a_step_is_told_by_its_key_its_organ_and_its_duty(ground, bureau):
    bound = {"window": {"organ": bureau.pk, "duty": "window"}}
    assert shown("performers", bound, ground) == f"window：{bureau.short_name} · 综合窗口受理"


def test_the_questions_of_a_form_are_counted_over_its_sections(ground):
    assert shown("form", FORM, ground).startswith("2 个问题，摘要 ")


def test_two_forms_and_two_flows_of_one_size_are_told_apart(ground):
    other = {"properties": {"applicant": {"properties": {"name": {"title": "名称"}, "phone": {}}}}}
    assert shown("form", FORM, ground) != shown("form", other, ground)
    assert shown("flow", "<a/>", ground) != shown("flow", "<b/>", ground)
