"""投递日志: the system administrator sees masked addresses and has what failed tried again; others see nothing."""

import pytest
from django.urls import reverse

from builders.identity import a_clerk, an_organ
from builders.notices import AT, EMAIL, Keeper, a_notice, a_reader
from tongban.kernel.notices.actions import tell
from tongban.kernel.notices.carriers import NotSent, carriers
from tongban.kernel.notices.delivering import deliver
from tongban.kernel.notices.models import Delivery
from tongban.kernel.notices.rules import Fault
from tongban.kernel.parties.rules import Channel

pytestmark = pytest.mark.django_db
LOG = reverse("staff:notices")
PHONE = "13800138000"


@pytest.fixture
def keeper(monkeypatch):
    """The carrier of both channels."""
    kept = Keeper()
    monkeypatch.setattr(carriers, "known", dict.fromkeys(Channel, kept))
    return kept


@pytest.fixture
def deliveries(keeper):
    """An e-mail that was sent, and a text to a number that does not exist."""
    party = a_reader(Channel.SMS, Channel.EMAIL)
    keeper.fail(PHONE, NotSent(Fault.ADDRESS_REFUSED, final=True))
    tell([a_notice(party.pk)])
    deliver(AT)
    return {row.channel: row for row in Delivery.objects.all()}


@pytest.fixture
def admin(as_):
    """The browser of a system administrator."""
    person, _post = a_clerk(an_organ(), "system_admin")
    person.name = "何军"
    person.save()
    return as_(person)


def test_the_log_says_what_went_where_masked_and_why_something_failed(deliveries, admin):
    page = admin.get(LOG).content.decode()
    for words in ("138****8000", "z***@example.com", "申请已受理", "已投递", "已停止投递"):
        assert words in page
    assert "地址不存在" in page
    assert [each for each in (PHONE, EMAIL, "张三丰", "租赁") if each in page] == []


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"state": "sent"}, ["email"]),
        ({"state": "given_up"}, ["sms"]),
        ({"channel": "email"}, ["email"]),
        ({"state": "sent", "channel": "sms"}, []),
        ({"state": "nonsense", "page": "nonsense"}, ["email", "sms"]),
    ],
)
def test_the_log_is_narrowed_by_state_and_channel(deliveries, admin, asked, shown):
    rows = admin.get(LOG, asked).context["rows"]
    assert sorted(row.delivery.channel for row in rows) == shown


def test_what_failed_is_tried_again_by_one_click_and_what_was_sent_has_no_button(
    deliveries, admin, keeper
):
    page = admin.get(LOG).content.decode()
    again = reverse("staff:retry", args=[deliveries["sms"].pk])
    assert again in page
    assert reverse("staff:retry", args=[deliveries["email"].pk]) not in page
    keeper.failing.clear()
    answer = admin.post(again, {"query": "state=given_up"})
    assert answer.url == f"{LOG}?state=given_up"
    row = Delivery.objects.get(channel="sms")
    assert (row.state, row.tries) == ("waiting", 0)
    assert deliver(row.next_try_at) == 1


def test_what_was_sent_is_not_sent_again_by_a_forged_click(deliveries, admin, keeper):
    admin.post(reverse("staff:retry", args=[deliveries["email"].pk]))
    assert "已投递或者正在等待投递" in admin.get(LOG).content.decode()
    assert Delivery.objects.get(channel="email").state == "sent"


@pytest.mark.parametrize("duty", ["security_admin", "audit_admin", "supervisor", "leader"])
def test_for_every_other_duty_log_and_button_do_not_exist(deliveries, as_, duty):
    client = as_(a_clerk(an_organ(), duty)[0])
    assert client.get(LOG).status_code == 404
    assert client.post(reverse("staff:retry", args=[deliveries["sms"].pk])).status_code == 404
    assert LOG not in client.get(reverse("staff:desk")).content.decode()
    assert Delivery.objects.get(channel="sms").state == "given_up"


def test_the_bar_leads_the_administrator_there(admin):
    assert f'href="{LOG}"' in admin.get(reverse("staff:desk")).content.decode()
    assert "还没有投递记录" in admin.get(LOG).content.decode()


def test_the_page_says_what_carries_and_what_is_not_set_up(admin, keeper, monkeypatch):
    assert "keeper" in admin.get(LOG).content.decode()
    monkeypatch.setattr(carriers, "known", {})
    assert admin.get(LOG).content.decode().count("未配置") == 2
