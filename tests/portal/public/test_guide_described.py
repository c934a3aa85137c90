"""What a guide says of the whole implementation list: steps, charges, ways, questions, remedies, other systems."""

from dataclasses import replace

import pytest
from django.urls import reverse

from builders.cases import a_place
from builders.identity import an_act
from tongban.kernel import Refusal
from tongban.kernel.catalogue.actions import draft_version, publish
from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.queries import version_by_id

WHOLE = {
    "body_nature": "entrusted",
    "entrusted": "广安区市政管理所",
    "serves": (1, 2),
    "themes": ("person.housing", "body.setup"),
    "scope": "广安区行政区域内",
    "quantity": "按规划总量发放，先到先得。",
    "quota": 12,
    "steps": ({"name": "现场查勘", "role": "市政股经办", "limit": "3wd", "output": "查勘记录"},),
    "charges": (
        {"name": "占道费", "standard": "每平方米每日 0.3 元", "basis": "川价发〔2014〕1号",
         "reducible": True, "reduction": "小微企业减半"},
    ),
    "channels": ("window", "online"),
    "depth": (1, 4),
    "reach": "cities",
    "conveniences": ("appointment", "pledge"),
    "window": "综合窗口 3 号",
    "complaints": "12345",
    "remedies": {"reconsideration": "广安区人民政府", "court": "广安区人民法院"},
    "questions": ({"question": "可以代办吗？", "answer": "可以，带上委托书。"},),
    "agencies": ({"name": "测绘", "basis": "测绘法第三十条"},),
    "supervision": "每季度抽查一次。",
    "unverified": ("quota", "charges"),
}  # fmt: skip


def guide_of(client, place) -> str:
    return client.get(reverse("public:guide", args=[place.version.matter_id])).content.decode()


@pytest.mark.django_db
def test_a_guide_says_everything_that_was_entered(client):
    page = guide_of(client, a_place(**WHOLE))
    words = (
        "受委托组织", "广安区市政管理所", "自然人、企业法人", "住房保障、设立变更", "广安区行政区域内",
        "先到先得", "不超过 12 个", "现场查勘", "市政股经办", "3 个工作日", "查勘记录", "每平方米每日 0.3 元",
        "川价发〔2014〕1号", "小微企业减半", "窗口办理、网上办理", "咨询、受理", "跨市通办",
        "支持预约办理、告知承诺", "综合窗口 3 号", "12345", "广安区人民政府", "广安区人民法院",
        "可以代办吗？", "带上委托书", "测绘法第三十条", "每季度抽查一次", "数量上限、收费项目",
    )  # fmt: skip
    assert [word for word in words if word not in page] == []


@pytest.mark.django_db
def test_what_was_not_entered_is_not_spoken_of(client):
    page = guide_of(client, a_place())
    titles = (
        "数量限制",
        "办理环节",
        "收费项目",
        "中介服务",
        "常见问题",
        "救济途径与监管",
        "尚未核实",
    )
    assert [title for title in titles if title in page] == []


@pytest.mark.django_db
def test_a_matter_of_another_system_leads_there_and_cannot_be_applied_for_here(client):
    place = a_place()
    content = content_of(version_by_id(place.version.pk))
    act, day = an_act(on=place.now.date()), place.now.date()
    elsewhere = {
        "handling": "vertical",
        "handling_system": "国家税务系统",
        "online_url": "https://example.gov.cn/x",
    }
    draft = draft_version(place.version.matter_id, act, content=replace(content, **elsewhere))
    with pytest.raises(Refusal, match="handled in 国家税务系统"):
        publish(draft.pk, act, on=day)
    draft = draft_version(
        place.version.matter_id, act, content=replace(content, online=False, **elsewhere)
    )
    publish(draft.pk, act, on=day)
    page = guide_of(client, place)
    assert "由国家税务系统受理和办理" in page
    assert 'href="https://example.gov.cn/x"' in page
    assert "网上申请" not in page
