"""The real list of 791 matters is found in Chinese, everyday words, pinyin and initials."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.catalogue import HOUSING_CODE, a_matter
from builders.identity import FIRST_DAY
from tongban.kernel.catalogue import actions, queries
from tongban.kernel.catalogue.models import MatterCode, MatterVersion
from tongban.kernel.identity.queries import Organ, OrganCode, organ_by_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guangan")]
HOUSING = "公共租赁住房申请资格审核认定"
WHOLE = {
    "online": True,
    "procedure": "filing",
    "statutory_amount": 2,
    "statutory_unit": "wd",
    "promised_amount": 1,
    "promised_unit": "wd",
    "form": {},
    "flow": "",
}


def names(text: str, **narrowed: int) -> list[str]:
    found = queries.search(text, on=FIRST_DAY, size=100, narrowing=queries.Narrowing(**narrowed))
    return [row.name for row in found.rows]


def test_all_791_rows_are_in_and_accounted_for(guangan):
    assert guangan.counts == {
        "rows": 791,
        "created": 791,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "warnings": 138,
    }
    assert MatterCode.objects.filter(value=HOUSING_CODE).exists()


def test_the_33_departments_are_built_and_those_with_several_codes_have_them_all():
    assert Organ.objects.count() == 33
    assert OrganCode.objects.filter(organ__name="区人社局").count() == 5
    assert organ_by_code("organisation-code", "087790701") is None
    assert organ_by_code("credit-code", "11511301452259996U").name == "区残联"


def test_the_power_types_and_departments_are_counted():
    counted = {kind.power_type.value: kind.matters for kind in queries.power_types(FIRST_DAY)}
    assert counted == {20: 344, 1: 220, 10: 165, 7: 43, 5: 9, 9: 8, 8: 2}
    departments = queries.departments(FIRST_DAY)
    assert (departments[0].name, departments[0].matters) == ("区人社局", 144)
    assert sum(department.matters for department in departments) == 791
    assert queries.figures(FIRST_DAY) == queries.Figures(791, 0, 33)


@pytest.mark.parametrize(
    "text",
    ["公租房", "公共租赁住房", "gongzufang", "gzf", "GZF", "ｇｚｆ", "gong zu fang", "ggzlzf", "公租房申请", "公租", "住建局 公租房", "公租房资格认定", HOUSING, "我要申请公租房"],
)  # fmt: skip
def test_public_rental_housing_is_found_however_it_is_asked_for(text):
    assert HOUSING in names(text)[:3]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("身份证丢了怎么办", "居民身份证挂失申报、丢失招领"),
        ("低保", "最低生活保障"),
        ("开饭馆", "食品小经营店备案发放"),
        ("网约车", "网络预约出租汽车经营许可"),
        ("养狗", "犬类准养证核发"),
        ("huzhao", "普通护照签发"),
        ("市级县级", "企业投资项目备案（技术改造）（市级/县级）"),
        ("市级/县级", "企业投资项目备案（技术改造）（市级/县级）"),
        ("护照", "普通护照签发"),
    ],
)
def test_everyday_questions_find_the_matter_first(text, name):
    assert name in names(text)[:4]


def test_the_exact_name_comes_first_even_before_what_begins_with_it_and_is_online():
    a_matter("公证业务")
    MatterVersion.objects.filter(name="公证业务预约办理").update(**WHOLE)
    assert names("公证业务")[:2] == ["公证业务", "公证业务预约办理"]
    a_matter("补办公证业务")
    assert names("公证业务")[2] == "补办公证业务"


def test_of_two_that_answer_as_well_the_one_open_to_online_application_comes_first():
    a_matter("测试丙")
    a_matter("测试丙的长名")
    MatterVersion.objects.filter(name="测试丙的长名").update(**WHOLE)
    a_matter("测试丙丁")
    assert names("测试")[:3] == ["测试丙的长名", "测试丙", "测试丙丁"]


def test_a_shorter_name_comes_before_a_longer_one_that_answers_as_well():
    a_matter("测试甲一丁长名")
    a_matter("测试甲子")
    assert names("测试甲") == ["测试甲子", "测试甲一丁长名"]


def test_where_no_matter_holds_every_word_the_closest_are_returned_and_marked():
    found = queries.search("跑到深山里放烟花", on=FIRST_DAY)
    assert found.partial
    assert "焰火" in found.rows[0].name
    assert not queries.search("身份证丢了怎么办", on=FIRST_DAY).partial
    assert queries.search("量子纠缠发射塔", on=FIRST_DAY).total == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("身分证", "居民身份证"),
        ("居往证", "居住证办理"),
        ("社会障保卡", "社会保障卡"),
        ("残疾人新办", "残疾人证新办"),
        ("shengfengzheng", "居民身份证"),
        ("gonzufang", HOUSING),
        ("hukouqiayi", "户口迁移审批"),
    ],
)
def test_one_wrong_missing_or_swapped_character_or_letter_is_forgiven(text, name):
    assert any(name in found for found in names(text)[:3])


def test_what_begins_a_thing_comes_before_what_ends_it_unless_that_is_asked_for():
    assert names("烟草证")[0] == "烟草专卖零售许可证新办"
    assert names("烟草证注销公司")[0] != "烟草专卖零售许可证新办"
    assert names("烟草证停业")[0] == "烟草专卖零售许可证停业"


def test_no_text_lists_everything_and_marks_alone_find_nothing():
    assert queries.search("", on=FIRST_DAY).total == 791
    assert queries.search("  ", on=FIRST_DAY).total == 791


def test_pages_part_the_whole_without_repeating_and_the_last_one_ends_it():
    first, last = (queries.search("", on=FIRST_DAY, page=page) for page in (1, 40))
    assert (first.pages, len(first.rows), len(last.rows)) == (40, 20, 11)
    assert queries.search("", on=FIRST_DAY, page=999).page == 40
    seen = [
        row.matter_id
        for page in range(1, 41)
        for row in queries.search("", on=FIRST_DAY, page=page).rows
    ]
    assert len(set(seen)) == 791


def test_search_is_narrowed_by_department_and_power_type():
    organ = Organ.objects.get(name="区住建局")
    assert len(names("", organ_id=organ.pk)) == 62
    assert names("公租房", power_type=1) == []


def test_nothing_is_found_before_it_is_in_force():
    assert queries.search("公租房", on=FIRST_DAY - timedelta(days=1)).total == 0


def test_a_guide_has_the_version_its_organ_and_its_codes():
    matter = queries.matter_by_code("item_code", HOUSING_CODE)
    guide = queries.guide(matter.pk, on=FIRST_DAY)
    assert guide.version.organ.name == "区住建局"
    assert [code.value for code in guide.codes] == [HOUSING_CODE]
    assert queries.guide(0, on=FIRST_DAY) is None


@pytest.mark.parametrize(
    ("text", "most"), [("公租房", 2), ("", 2), ("跑到深山里放烟花", 4), ("生孩子", 3)]
)
def test_the_number_of_queries_does_not_grow_with_what_is_found(
    django_assert_num_queries, text, most
):
    with django_assert_num_queries(most):
        queries.search(text, on=FIRST_DAY, size=100)


def test_changed_everyday_words_are_applied_to_what_is_stored():
    MatterVersion.objects.update(search="", aliases="")
    assert HOUSING not in names("公租房")
    assert actions.reindex() == 791
    assert HOUSING in names("公租房")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_whatever_is_typed_search_answers(text):
    found = queries.search(text, on=FIRST_DAY)
    assert found.total >= len(found.rows)


def test_the_online_search_leaves_out_what_is_only_listed():
    assert names("公租房")
    assert queries.search_online("公租房", on=FIRST_DAY).total == 0
    MatterVersion.objects.filter(name=HOUSING).update(**WHOLE)
    found = queries.search_online("gzf", on=FIRST_DAY)
    assert [row.name for row in found.rows] == [HOUSING]
