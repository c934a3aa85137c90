"""Telling leaves one notice, and deliveries only where somebody asked for them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from builders.identity import an_act
from builders.notices import AT, EMAIL, NUMBER, a_notice, a_reader
from tongban.kernel import Refusal
from tongban.kernel.notices.actions import mark_read, tell
from tongban.kernel.notices.models import Delivery, Notice
from tongban.kernel.notices.queries import (
    address_of,
    notice_of,
    notices_of,
    notices_page,
    unread_of,
)
from tongban.kernel.notices.rules import Kind
from tongban.kernel.parties.actions import change_contact, choose_channels
from tongban.kernel.parties.queries import contact_of
from tongban.kernel.parties.rules import Channel

pytestmark = pytest.mark.django_db


def channels_of(party) -> list[str]:
    return sorted(Delivery.objects.filter(party=party.pk).values_list("channel", flat=True))


def test_telling_twice_leaves_one_notice_and_one_delivery_a_channel():
    party = a_reader(Channel.SMS, Channel.EMAIL)
    tell([a_notice(party.pk)])
    tell([a_notice(party.pk), a_notice(party.pk, n=2)])
    assert [one.n for one in notices_of(party.pk)] == [2, 1]
    assert channels_of(party) == ["email", "email", "sms", "sms"]


def test_telling_again_keeps_what_was_read_and_sends_nothing_to_who_consented_later():
    party = a_reader()
    tell([a_notice(party.pk)])
    mark_read(party.pk, f"case/{NUMBER}", 1, at=AT)
    choose_channels(party.pk, an_act(), channels={Channel.SMS})
    tell([a_notice(party.pk)])
    assert unread_of(party.pk) == 0
    assert channels_of(party) == []


def test_a_party_is_told_over_the_channels_it_asked_for_and_no_others():
    silent, texts = a_reader(order=1), a_reader(Channel.SMS, order=2)
    tell([a_notice(silent.pk), a_notice(texts.pk)])
    assert channels_of(silent) == []
    assert channels_of(texts) == ["sms"]
    assert len(notices_of(silent.pk)) == len(notices_of(texts.pk)) == 1


def test_a_channel_that_the_house_cannot_serve_gets_no_deliveries(carried_by, keeper):
    carried_by(email=keeper)
    party = a_reader(Channel.SMS, Channel.EMAIL)
    tell([a_notice(party.pk)])
    assert channels_of(party) == ["email"]


def test_an_address_is_unreadable_in_the_table_and_opens_again():
    party = a_reader(Channel.EMAIL)
    tell([a_notice(party.pk)])
    row = Delivery.objects.get()
    assert EMAIL.encode() not in bytes(row.address_sealed)
    assert address_of(row) == EMAIL


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("case.gossiped", {}),
        (Kind.CASE_ACCEPTED, {"name": "张三丰"}),
        (Kind.CASE_ACCEPTED, {"due": "张三丰"}),
        (Kind.CASE_ACCEPTED, {"due": 20260302}),
        (Kind.CASE_ACCEPTED, {"due": "2026-03-02T10:00:00Z"}),
        (Kind.HEARING_SCHEDULED, {"at": "2026-03-02"}),
        (Kind.HEARING_SCHEDULED, {"at": "2026-03-02T10:00:00"}),
        (Kind.CERTIFICATE_REMINDED, {"days": "60"}),
        (Kind.CERTIFICATE_REMINDED, {"days": True}),
    ],
)
def test_what_has_no_words_or_might_be_personal_is_refused_and_nothing_of_the_call_is_left(
    kind, facts
):
    with pytest.raises(Refusal, match=r"no words|no fact"):
        tell([a_notice(1), a_notice(1, kind=kind, n=2, **facts)])
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (Kind.CASE_ACCEPTED, {"due": "2026-03-02"}),
        (Kind.HEARING_SCHEDULED, {"at": "2026-03-02T10:00:00+08:00"}),
        (Kind.CERTIFICATE_REMINDED, {"days": 60, "until": "2026-03-02", "apply_by": "2026-02-01"}),
    ],
)
def test_figures_days_and_instants_are_kept_as_they_were_told(kind, facts):
    tell([a_notice(1, kind=kind, **facts)])
    assert Notice.objects.get().facts == facts


def test_who_forgets_the_address_is_no_longer_told_there():
    party = a_reader(Channel.EMAIL, Channel.SMS)
    change_contact(party.pk, an_act(), email="")
    assert contact_of(party).channels == {Channel.SMS}
    tell([a_notice(party.pk)])
    assert channels_of(party) == ["sms"]


def test_unread_notices_come_first_and_another_party_reads_none_of_them():
    tell([a_notice(1, n=n) for n in range(1, 4)] + [a_notice(2, n=9)])
    mark_read(1, f"case/{NUMBER}", 3, at=AT)
    mark_read(2, f"case/{NUMBER}", 2, at=AT)
    assert [one.n for one in notices_page(1).rows] == [2, 1, 3]
    assert (unread_of(1), unread_of(2)) == (2, 1)
    assert notice_of(2, f"case/{NUMBER}", 1) is None


def test_the_first_opening_is_the_one_that_is_noted():
    tell([a_notice(1)])
    for day in range(2):
        mark_read(1, f"case/{NUMBER}", 1, at=AT + timedelta(days=day))
    assert Notice.objects.get().read_at == AT


def test_pages_are_twenty_long_and_a_page_that_is_not_there_is_the_nearest():
    tell([a_notice(1, n=n) for n in range(1, 42)])
    assert [len(notices_page(1, page=page).rows) for page in (1, 2, 3, 99, -1)] == [
        20,
        20,
        1,
        1,
        20,
    ]


def test_the_database_refuses_a_delivery_that_is_sent_and_waits():
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk)])
    for change in ({"state": "sent"}, {"next_try_at": None}, {"sent_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.update(**change)


@pytest.mark.django_db(transaction=True)
def test_notices_of_the_old_table_are_kept_unread():
    executor = MigrationExecutor(connection)
    executor.migrate([("notices", "0001_initial")])
    old = executor.loader.project_state([("notices", "0001_initial")]).apps
    row = {"party": 7, "home": 511602, "case_id": 12, "n": 3, "number": NUMBER}
    old.get_model("notices", "Notice").objects.create(
        **row, title="公租房", kind="case.accepted", at=AT
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("notices"))
    kept = notice_of(7, f"case/{NUMBER}", 3)
    assert (kept.subject, kept.title, kept.kind) == (f"case/{NUMBER}", "公租房", "case.accepted")
    assert (kept.at, kept.facts, kept.read_at) == (AT, {}, None)
