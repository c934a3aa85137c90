"""What a carrier is given, and what it may let others see."""

import logging
import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils.translation import override

from builders.notices import AT, EMAIL, NUMBER, Provider, a_notice, a_reader
from tongban.kernel import Refusal
from tongban.kernel.notices.actions import tell
from tongban.kernel.notices.carriers import (
    Carriers,
    Console,
    Mail,
    NotSent,
    Texts,
    brought,
)
from tongban.kernel.notices.delivering import deliver
from tongban.kernel.notices.models import Delivery
from tongban.kernel.notices.rules import Fault, Kind, Message
from tongban.kernel.parties.rules import Channel

PHONE = "13800138000"
MESSAGE = Message("ab" * 16, "case.accepted", "申请已受理", "您的申请已受理。")


@pytest.fixture(autouse=True)
def _sender(settings):
    settings.DEFAULT_FROM_EMAIL = "通办 <notices@example.gov.cn>"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind)
def test_no_subject_line_holds_anything_of_the_applicant_or_the_case(kind, carried_by):
    carried_by(email=Mail())
    party = a_reader(Channel.EMAIL)
    tell([a_notice(party.pk, kind=kind, due="2026-03-30")])
    assert deliver(AT) == 1
    subject, secrets = mail.outbox[0].subject, ("张", "三丰", "5116", PHONE, EMAIL, NUMBER, "租赁")
    assert subject
    assert [each for each in secrets if each in subject] == []
    assert [each for each in ("张三丰", PHONE, EMAIL) if each in mail.outbox[0].body] == []


@pytest.mark.django_db
def test_an_e_mail_bears_the_number_of_its_delivery_and_asks_for_no_answer(carried_by):
    carried_by(email=Mail())
    party = a_reader(Channel.EMAIL)
    tell([a_notice(party.pk)])
    deliver(AT)
    sent, row = mail.outbox[0], Delivery.objects.get()
    assert sent.extra_headers["Message-ID"] == f"<{row.message_id}@example.gov.cn>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.to == [EMAIL]
    assert NUMBER in sent.body


@pytest.mark.parametrize(
    ("error", "fault", "final"),
    [
        (smtplib.SMTPRecipientsRefused({EMAIL: (550, b"no")}), Fault.ADDRESS_REFUSED, True),
        (smtplib.SMTPRecipientsRefused({EMAIL: (450, b"later")}), Fault.ADDRESS_REFUSED, False),
        (smtplib.SMTPDataError(554, b"spam"), Fault.MESSAGE_REFUSED, False),
        (smtplib.SMTPServerDisconnected("gone"), Fault.UNREACHABLE, False),
        (smtplib.SMTPAuthenticationError(535, b"no"), Fault.UNREACHABLE, False),
        (TimeoutError("slow"), Fault.UNREACHABLE, False),
        (ConnectionRefusedError("closed"), Fault.UNREACHABLE, False),
    ],
)
def test_each_fault_of_a_mail_server_has_its_name(monkeypatch, error, fault, final):
    def fail(_self, **_more):
        raise error

    monkeypatch.setattr(EmailMessage, "send", fail)
    with pytest.raises(NotSent) as failed:
        Mail().send(EMAIL, MESSAGE)
    assert (failed.value.fault, failed.value.final) == (fault, final)


@pytest.mark.parametrize(
    ("channel", "address", "masked"),
    [(Channel.SMS, PHONE, "138****8000"), (Channel.EMAIL, EMAIL, "z***@example.com")],
)
def test_the_console_shows_the_title_and_the_address_masked(channel, address, masked, caplog):
    with caplog.at_level(logging.INFO):
        Console(channel).send(address, MESSAGE)
    assert masked in caplog.text
    assert MESSAGE.title in caplog.text
    assert address not in caplog.text


@pytest.mark.django_db
def test_a_provider_is_given_number_text_and_the_number_of_the_message(carried_by):
    provider = Provider()
    carried_by(sms=Texts(provider))
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk)])
    with override("zh-hans"):
        deliver(AT)
    number, text = provider.texts[Delivery.objects.get().message_id]
    assert number == PHONE
    assert NUMBER in text


def test_the_settings_name_what_carries_and_nothing_means_nothing():
    found = brought({"email": "mail", "sms": "builders.notices.Provider"})
    assert isinstance(found[Channel.EMAIL], Mail)
    assert isinstance(found[Channel.SMS], Texts)
    assert brought({"email": "", "sms": ""}) == {}
    assert brought({"sms": "console"}) == {Channel.SMS: Console(Channel.SMS)}


def test_a_channel_has_one_carrier():
    carriers = Carriers()
    carriers.add(Channel.SMS, Console(Channel.SMS))
    with pytest.raises(Refusal, match="has the carrier console already"):
        carriers.add(Channel.SMS, Mail())
    assert carriers.channels() == (Channel.SMS,)
    assert carriers.of("email") is None
