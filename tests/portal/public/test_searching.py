"""Finding a matter and reading its guide."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.cases import FRIDAY
from builders.identity import an_act, an_organ
from tongban.kernel.catalogue.actions import draft_version, publish
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.models import Matter


@pytest.fixture
def listed(place):
    """A matter that is listed only, published; its id."""
    organ = an_organ("区民政局")
    matter = Matter.objects.create(home=organ.home, organ=organ, origin="test", created=FRIDAY)
    content = Content(name="婚姻登记", power_type=7, organ_id=organ.pk, level=4)
    act = an_act(on=FRIDAY.date())
    publish(draft_version(matter.pk, act, content=content).pk, act, on=FRIDAY.date())
    return matter.pk


@pytest.mark.parametrize("question", ["公租房", "公共租赁住房", "gonggongzulinzhufang", "ggzlzf"])
def test_a_matter_is_found_in_chinese_pinyin_and_initials(client, place, question):
    page = client.get(reverse("public:matters"), {"q": question}).content.decode()
    assert reverse("public:guide", args=[place.version.matter_id]) in page


def test_a_question_without_an_answer_comes_with_a_remedy(client, listed):
    page = client.get(reverse("public:matters"), {"q": "龙虾养殖", "type": "7"}).content.decode()
    assert "没有找到" in page
    assert "在全部部门和类型中搜索" in page


def test_a_department_narrows_the_list_and_nonsense_does_not_break_it(client, place, listed):
    address = reverse("public:matters")
    page = client.get(address, {"department": str(place.bureau.pk)}).content.decode()
    assert "婚姻登记" not in page
    assert client.get(address, {"department": "x", "type": "²", "page": "-3"}).status_code == 200


def test_a_filter_that_leaves_nothing_is_still_shown_as_chosen(client, place, listed):
    address, bureau = reverse("public:matters"), str(place.bureau.pk)
    asked = {"q": "婚姻登记", "department": bureau, "for": "enterprise", "type": "20"}
    page = client.get(address, asked).content.decode()
    for value in (bureau, "enterprise", "20"):
        assert re.search(rf'<option value="{value}" selected>[^<]+ \(0\)</option>', page), value


def test_a_question_is_answered_once_for_its_rows_and_its_filters(client, place):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("public:matters"), {"q": "公租房"})
    assert sum("ts_rank" in one["sql"] for one in asked) == 1


def test_the_filters_are_folded_until_one_is_chosen(client, place, listed):
    address = reverse("public:matters")
    assert '<details class="folded"><summary>' in client.get(address).content.decode()
    page = client.get(address, {"type": "7"}).content.decode()
    assert '<details class="folded" open><summary>' in page
    assert (
        '<details class="folded"><summary>' in client.get(address, {"type": "999"}).content.decode()
    )


def test_a_guide_tells_both_limits_and_offers_the_application(client, place):
    page = client.get(reverse("public:guide", args=[place.version.matter_id])).content.decode()
    assert "10 个工作日" in page
    assert "20 个工作日" in page
    assert "登录后申请" in page


def test_a_listed_matter_says_that_it_cannot_be_applied_for_here(client, listed, signed_in, place):
    page = client.get(reverse("public:guide", args=[listed])).content.decode()
    assert "仅供查询，暂不支持网上办理" in page
    assert "登录后申请" not in page
    refused = signed_in(place.citizen).post(reverse("public:apply", args=[listed]))
    assert refused.status_code == 404


def test_what_is_not_published_does_not_exist(client, place):
    assert client.get(reverse("public:guide", args=[999999])).status_code == 404
    assert client.get(reverse("public:flow", args=[999999])).status_code == 404


def test_the_home_page_counts_what_is_really_there(client, place, listed):
    page = client.get(reverse("public:home")).content.decode()
    assert "2 个事项，2 个部门" in page


def test_every_filter_is_offered_with_counts_and_stays_chosen(client, place, listed):
    page = client.get(reverse("public:matters"), {"channel": "online"}).content.decode()
    assert 'value="online" selected' in page
    assert "婚姻登记" not in page
    for label in ("部门", "权力类型", "行使层级", "办理方式"):
        assert f">{label}</label>" in page


def test_an_event_of_life_is_shown_as_a_group_of_matters(client, listed):
    before = client.get(reverse("public:matters"), {"q": "结婚"}).content.decode()
    assert "通常需要办理" not in before
    Matter.objects.get(pk=listed).versions.update(name="结婚登记预约", plain="结婚登记预约")
    page = client.get(reverse("public:matters"), {"q": "结婚"}).content.decode()
    assert page.index("通常需要办理") < page.index("结婚登记预约")
