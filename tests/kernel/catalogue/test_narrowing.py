"""Filters narrow the list, and each says truly how much it would leave."""

import pytest

from builders.identity import FIRST_DAY
from tongban.kernel.catalogue import queries
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.queries import Audience, Channel, Narrowing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guangan")]
FIELDS = {
    "organs": ("organ_id", int),
    "power_types": ("power_type", int),
    "levels": ("level", int),
    "audiences": ("audience", Audience),
    "channels": ("channel", Channel),
}


@pytest.fixture(autouse=True)
def entered():
    """Something is entered for some of the matters."""
    versions = MatterVersion.objects
    versions.filter(plain__contains="残疾").update(audience="person", channels=["window", "online"])
    versions.filter(plain__contains="企业").update(serves=[2, 3])
    versions.filter(plain__contains="婚").update(themes=["person.marriage"], channels=["window"])
    versions.filter(plain__contains="税务注销").update(audience="both", channels=["post"])


def listed(text: str, **chosen) -> int:
    return queries.search(text, on=FIRST_DAY, narrowing=Narrowing(**chosen)).total


@pytest.mark.parametrize("text", ["", "企业", "残疾人证", "社保卡坏了想换", "不存在的东西啊"])
@pytest.mark.parametrize("chosen", [{}, {"power_type": 20}, {"channel": Channel.WINDOW}])
def test_every_count_beside_a_value_equals_the_list_it_opens(text, chosen):
    offered = queries.filters(text, on=FIRST_DAY, narrowing=Narrowing(**chosen))
    for group, (field, kind) in FIELDS.items():
        for choice in getattr(offered, group):
            assert listed(text, **{**chosen, field: kind(choice.value)}) == choice.matters, choice


def test_whom_a_matter_is_for_is_read_where_it_was_entered_and_never_guessed():
    found = {
        audience: {
            row.name
            for row in queries.search(
                "", on=FIRST_DAY, size=800, narrowing=Narrowing(audience=audience)
            ).rows
        }
        for audience in (Audience.PERSON, Audience.ENTERPRISE)
    }
    assert {"残疾人证新办", "离婚登记预约"} <= found[Audience.PERSON]
    assert "企业社会保险登记" in found[Audience.ENTERPRISE] - found[Audience.PERSON]
    assert "税务注销即时办理（县级行使）" in found[Audience.PERSON] & found[Audience.ENTERPRISE]
    assert "普通护照签发" not in found[Audience.PERSON] | found[Audience.ENTERPRISE]


def test_what_can_be_applied_for_here_counts_as_online_though_no_channel_was_entered():
    before = listed("", channel=Channel.ONLINE)
    MatterVersion.objects.filter(name="普通护照签发").update(
        online=True, procedure="consultation", form={}, flow=""
    )
    assert listed("", channel=Channel.ONLINE) == before + 1


def test_a_filter_does_not_change_what_counts_as_an_answer():
    tax = MatterVersion.objects.get(name="发票真伪鉴定（县级行使）").organ_id
    assert listed("残疾人证新办", organ_id=tax) == 0
