"""An applicant chooses how to be told, sees own addresses masked only, and takes consent back at any time."""

import pytest
from django.urls import reverse

from tongban.kernel.ledger.queries import events_of
from tongban.kernel.notices.carriers import carriers
from tongban.kernel.parties.queries import Channel, contact_of, party_by_id, reaches_of

pytestmark = pytest.mark.django_db
CONTACT = reverse("public:contact")
EMAIL = "zhang@example.com"


@pytest.fixture
def client(place, signed_in):
    """The citizen's browser."""
    return signed_in(place.citizen)


def addresses(place) -> dict[Channel, str]:
    return {each.channel: each.address for each in reaches_of([place.party]).get(place.party, [])}


def chosen(place) -> frozenset[Channel]:
    return contact_of(party_by_id(place.party)).channels


def test_nothing_is_sent_until_somebody_asks_for_it(place, client):
    assert chosen(place) == frozenset()
    answer = client.post(CONTACT, {"email": EMAIL, "by_email": "1", "by_sms": "1"})
    assert answer.status_code == 302
    assert addresses(place) == {Channel.EMAIL: EMAIL, Channel.SMS: "13800138000"}


def test_consent_is_taken_back_by_taking_the_tick_away(place, client):
    client.post(CONTACT, {"email": EMAIL, "by_email": "1", "by_sms": "1"})
    client.post(CONTACT, {"by_sms": "1"})
    assert set(addresses(place)) == {Channel.SMS}
    client.post(CONTACT, {})
    assert addresses(place) == {}


def test_own_addresses_are_shown_masked_and_an_empty_field_keeps_them(place, client):
    client.post(CONTACT, {"email": EMAIL, "by_email": "1"})
    shown = client.get(CONTACT).content.decode()
    assert "z***@example.com" in shown
    assert "138****8000" in shown
    assert EMAIL not in shown
    assert "13800138000" not in shown
    client.post(CONTACT, {"phone": "", "email": "", "by_email": "1"})
    assert addresses(place) == {Channel.EMAIL: EMAIL}


def test_forgetting_the_address_ends_the_e_mails(place, client):
    client.post(CONTACT, {"email": EMAIL, "by_email": "1", "by_sms": "1"})
    client.post(CONTACT, {"forget_email": "1", "by_sms": "1"})
    assert set(addresses(place)) == {Channel.SMS}
    assert contact_of(party_by_id(place.party)).email == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "no address", "by_sms": "1"}, "email"),
        ({"phone": "12", "by_sms": "1"}, "phone"),
        ({"by_email": "1", "by_sms": "1"}, "by_email"),
    ],
)
def test_what_cannot_be_reached_is_refused_with_what_was_typed_kept_and_nothing_changed(
    place, client, typed, field
):
    answer = client.post(CONTACT, typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in shown
    assert f'id="{field}"' in shown
    assert all(f'value="{text}"' in shown for text in typed.values())
    assert chosen(place) == frozenset()


def test_the_log_says_what_was_chosen_and_by_whom_and_no_address(place, client):
    client.post(CONTACT, {"email": EMAIL, "by_email": "1"})
    records = [one for one in events_of(0, f"party/{place.party}") if "chosen" in one.type]
    assert [dict(one.data) for one in records] == [{"party": place.party, "channels": ["email"]}]
    assert records[0].by == place.citizen.actor_id
    assert EMAIL not in str([one.data for one in events_of(0, f"party/{place.party}")])


def test_a_channel_that_the_house_cannot_serve_is_not_offered_and_stays_as_chosen(
    place, client, monkeypatch
):
    client.post(CONTACT, {"by_sms": "1"})
    monkeypatch.setattr(carriers, "known", {})
    shown = client.get(CONTACT).content.decode()
    assert "by_sms" not in shown
    client.post(CONTACT, {"phone": "13900139000"})
    assert addresses(place) == {Channel.SMS: "13900139000"}


def test_who_is_no_applicant_is_told_where_to_register_and_changes_nothing(place, signed_in):
    client = signed_in(place.people["window"])
    for answer in (client.get(CONTACT), client.post(CONTACT, {"by_sms": "1"})):
        assert answer.status_code == 200
        assert "窗口登记" in answer.content.decode()
