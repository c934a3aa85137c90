"""How a party is reached is sealed, shown masked, and used only as far as it asked for that."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from builders.identity import an_act
from builders.parties import a_citizen
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.actions import change_contact, choose_channels
from tongban.kernel.parties.models import Consent
from tongban.kernel.parties.queries import contact_of, reaches_of
from tongban.kernel.parties.rules import Channel, email_fault, masked_address, masked_email

EMAIL = "zhang.san@example.com"


def reached(party) -> dict[Channel, str]:
    return {each.channel: each.address for each in reaches_of([party.pk]).get(party.pk, [])}


@pytest.mark.parametrize("email", ["", EMAIL, "a@b.cn", "a+b_c@mail.gov.cn", "x" * 64 + "@b.cn"])
def test_an_address_that_can_be_written_to_is_taken(email):
    assert email_fault(email) is None


@pytest.mark.parametrize(
    "email",
    ["zhang", "@b.cn", "a@", "a@b", "a b@c.cn", "a@b.cn\nBcc: c@d.cn", "a@b..cn", "张@b.cn", "x" * 65 + "@b.cn", "a@" + "b." * 130 + "cn", "a@b.cn,c@d.cn"],
)  # fmt: skip
def test_an_address_that_cannot_or_that_smuggles_a_second_one_is_refused(email):
    assert email_fault(email).code == "parties.bad_email"


@given(name=st.text("abcdefghij.", min_size=2, max_size=30))
def test_a_masked_address_keeps_one_character_of_the_name(name):
    masked = masked_email(f"{name}@example.com")
    assert masked == f"{name[0]}***@example.com"
    assert masked_email("") == ""
    assert masked_email("nothing") == "*******"


def test_each_channel_masks_its_own_kind_of_address():
    assert masked_address(Channel.SMS, "13800138000") == "138****8000"
    assert masked_address("email", EMAIL) == "z***@example.com"


@pytest.mark.django_db
def test_nobody_is_told_anywhere_before_asking_for_it():
    party = a_citizen()
    change_contact(party.pk, an_act(), email=EMAIL)
    assert reached(party) == {}
    choose_channels(party.pk, an_act(), channels={Channel.EMAIL})
    assert reached(party) == {Channel.EMAIL: EMAIL}


@pytest.mark.django_db
def test_a_channel_without_an_address_is_refused_and_the_others_are_not_chosen_either():
    party = a_citizen(phone="")
    change_contact(party.pk, an_act(), email=EMAIL)
    with pytest.raises(Refusal) as refused:
        choose_channels(party.pk, an_act(), channels={Channel.EMAIL, Channel.SMS})
    assert refused.value.code == "parties.no_phone"
    assert reached(party) == {}


@pytest.mark.django_db
def test_who_forgets_an_address_is_not_told_there_and_the_log_says_so_without_it():
    party = a_citizen()
    change_contact(party.pk, an_act(), email=EMAIL)
    choose_channels(party.pk, an_act(), channels=set(Channel))
    change_contact(party.pk, an_act(), email="")
    assert set(reached(party)) == {Channel.SMS}
    assert contact_of(party).channels == {Channel.SMS}
    records = events_of(0, party.actor_id)
    chosen = [list(one.data["channels"]) for one in records if "chosen" in one.type]
    assert chosen == [["email", "sms"], ["sms"]]
    assert EMAIL not in str([one.data for one in records])


@pytest.mark.django_db
def test_choosing_the_same_again_writes_nothing():
    party = a_citizen()
    choose_channels(party.pk, an_act(), channels={Channel.SMS})
    before = len(events_of(0, party.actor_id))
    choose_channels(party.pk, an_act(), channels={Channel.SMS})
    assert len(events_of(0, party.actor_id)) == before


@pytest.mark.django_db
def test_an_e_mail_address_is_unreadable_in_the_table():
    party = a_citizen()
    change_contact(party.pk, an_act(), email=EMAIL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT email_sealed FROM parties_party WHERE id = %s", [party.pk])
        assert EMAIL.encode() not in bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_database_keeps_one_consent_a_channel_and_knows_no_other_channel():
    party = a_citizen()
    choose_channels(party.pk, an_act(), channels={Channel.SMS})
    for channel in ("sms", "pigeon"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(party=party, channel=channel, since=an_act().at)
