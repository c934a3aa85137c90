"""What a guide says beside its limits: special procedures, the certificate, kinds of application, delivery."""

import pytest
from django.urls import reverse

from builders.cases import a_licence, a_place
from tongban.kernel.catalogue.queries import version_by_id
from tongban.portal.public.terms import terms_of


def guide_of(client, place) -> str:
    address = reverse("public:guide", args=[place.version.matter_id])
    return client.get(address).content.decode()


@pytest.mark.django_db
def test_a_licence_names_its_special_procedures_and_which_of_them_stop_the_clock(client):
    place = a_licence()
    special = {one.name: (one.longest, one.waits) for one in terms_of(place.version).special}
    assert special == {
        "专家评审": ("15 个工作日", True),
        "现场核查": ("", False),
        "检测": ("10 个工作日", True),
    }
    page = guide_of(client, place)
    assert page.index("特别程序") < page.index("专家评审") < page.index("15 个工作日")
    assert "暂停计算，书面告知所需时间" in page
    assert "不停止计算" in page


@pytest.mark.django_db
def test_a_certificate_says_how_long_it_is_valid_and_what_may_be_asked_for(client):
    page = guide_of(client, a_licence())
    assert "有效期 5 年。" in page
    assert "新办、变更、延续、注销" in page
    assert "窗口领取、邮寄送达、电子送达" in page


@pytest.mark.django_db
def test_a_certificate_without_end_is_said_to_be_valid_for_ever(client):
    place = a_licence(certificate={"series": "川广卫"}, purposes=("new", "change"))
    page = guide_of(client, place)
    assert "长期有效。" in page
    assert "新办、变更<" in page


@pytest.mark.django_db
def test_a_matter_without_certificate_and_special_procedures_speaks_of_neither(client):
    place = a_place(delivery=("post",))
    page = guide_of(client, place)
    assert ("特别程序" in page, "有效" in page, "可申请类型" in page) == (False, False, False)
    assert "邮寄送达" in page
    assert "窗口领取" not in page


@pytest.mark.django_db
def test_a_guide_for_reading_only_promises_no_delivery():
    place = a_place()
    version = version_by_id(place.version.pk)
    version.online = False
    assert terms_of(version).delivery == ()
    version.online = True
    assert len(terms_of(version).delivery) == 3
