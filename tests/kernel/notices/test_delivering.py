"""Deliveries go out, are tried again ever more rarely, are given up, and never stop each other."""

from datetime import timedelta

import pytest

from builders.identity import a_person, an_act
from builders.notices import AT, EMAIL, a_notice, a_reader
from tongban.kernel.identity.actions import prefer
from tongban.kernel.notices.actions import tell
from tongban.kernel.notices.carriers import NotSent
from tongban.kernel.notices.delivering import deliver
from tongban.kernel.notices.models import Delivery
from tongban.kernel.notices.queries import address_of
from tongban.kernel.notices.rules import LONGEST_WAIT, Fault, State, wait_after
from tongban.kernel.parties.actions import change_contact, choose_channels, link_person
from tongban.kernel.parties.rules import Channel

pytestmark = pytest.mark.django_db
PHONE = "13800138000"
REFUSED = NotSent(Fault.ADDRESS_REFUSED)
AWAY = NotSent(Fault.UNREACHABLE)


@pytest.fixture
def reader():
    """Somebody who wants text messages and was told something."""
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk)])
    return party


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_waits_is_sent_once(reader, keeper):
    assert deliver(AT) == 1
    assert deliver(AT + timedelta(days=1)) == 0
    row = Delivery.objects.get()
    assert [address for address, _message in keeper.sent] == [PHONE]
    assert (row.state, row.sent_at, row.tries, row.error) == (State.SENT, AT, 1, "")


def test_each_failure_waits_twice_as_long_and_every_try_bears_the_same_number(reader, keeper):
    keeper.fail(PHONE, REFUSED)
    now = AT
    for tries in (1, 2, 3):
        deliver(now)
        row = Delivery.objects.get()
        assert (row.tries, row.state, row.error) == (tries, State.FAILED, Fault.ADDRESS_REFUSED)
        assert row.next_try_at - now == timedelta(minutes=2 ** (tries - 1))
        assert deliver(row.next_try_at - timedelta(seconds=1)) == 0
        assert len(keeper.tried) == tries
        now = row.next_try_at
    del keeper.failing[PHONE]
    assert deliver(now) == 1
    assert keeper.sent[0][1].id == row.message_id


def test_a_wait_grows_to_six_hours_and_no_further():
    waits = [wait_after(tries) for tries in range(1, 60)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_a_delivery_is_given_up_after_as_many_tries_as_are_set(reader, keeper, settings):
    settings.TONGBAN_NOTICE_TRIES = 3
    keeper.fail(PHONE, REFUSED)
    for day in range(5):
        deliver(AT + timedelta(days=day))
    assert len(keeper.tried) == 3
    assert states() == [State.GIVEN_UP]


def test_an_address_that_does_not_exist_is_not_tried_again(reader, keeper):
    keeper.fail(PHONE, NotSent(Fault.ADDRESS_REFUSED, final=True))
    deliver(AT)
    deliver(AT + timedelta(days=1))
    assert states() == [State.GIVEN_UP]
    assert keeper.tried == [PHONE]


@pytest.mark.parametrize("error", [REFUSED, ValueError("13800138000 is odd")])
def test_a_failing_address_stops_nobody_else_and_is_not_told_to_the_programs_log(
    reader, keeper, error, caplog
):
    keeper.fail(PHONE, error)
    other = a_reader(Channel.SMS, order=2, phone="13900139000")
    tell([a_notice(other.pk)])
    assert deliver(AT) == 1
    assert states() == [State.FAILED, State.SENT]
    assert PHONE not in caplog.text


def test_a_provider_that_is_away_rests_till_the_next_round_and_the_other_channel_does_not(keeper):
    keeper.fail("13900139000", AWAY)
    keeper.fail(PHONE, AWAY)
    texts = [a_reader(Channel.SMS, order=2, phone="13900139000"), a_reader(Channel.SMS, order=3)]
    mails = [a_reader(Channel.EMAIL, order=n, email=f"a{n}@example.com") for n in (4, 5)]
    tell([a_notice(party.pk) for party in [*texts, *mails]])
    assert deliver(AT) == 2
    assert keeper.tried.count(PHONE) + keeper.tried.count("13900139000") == 1
    deliver(AT)
    assert {PHONE, "13900139000"} <= set(keeper.tried)


def test_a_round_is_no_longer_than_it_may_be(keeper):
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk, n=n) for n in range(1, 6)])
    assert [deliver(AT, most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_nothing_is_sent_to_who_took_the_consent_back_in_between(reader, keeper):
    choose_channels(reader.pk, an_act(), channels=())
    assert deliver(AT) == 0
    row = Delivery.objects.get()
    assert keeper.tried == []
    assert (row.state, row.error) == (State.GIVEN_UP, Fault.UNWANTED)


def test_the_next_try_goes_to_the_address_that_holds_by_then(reader, keeper):
    keeper.fail(PHONE, REFUSED)
    deliver(AT)
    change_contact(reader.pk, an_act(), phone="13700137000")
    deliver(AT + timedelta(minutes=1))
    assert [address for address, _message in keeper.sent] == ["13700137000"]
    assert address_of(Delivery.objects.get()) == "13700137000"


def test_everybody_is_told_in_the_own_language(keeper):
    party = a_reader(Channel.EMAIL)
    person = a_person(kind="public")
    link_person(party.pk, an_act(), person_id=person.pk)
    tell([a_notice(party.pk)])
    deliver(AT)
    prefer(person.pk, an_act(), language="en", elder=False)
    tell([a_notice(party.pk, n=2)])
    deliver(AT)
    assert [message.title for _address, message in keeper.sent] == [
        "申请已受理",
        "Application accepted",
    ]
    assert keeper.sent[0][0] == EMAIL


def test_a_channel_whose_carrier_was_taken_out_waits(reader, keeper, carried_by):
    carried_by(email=keeper)
    assert deliver(AT) == 0
    assert states() == [State.WAITING]


def test_a_round_ends_when_its_time_is_over(keeper):
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk, n=n) for n in range(1, 6)])
    turns = iter([True, True, False])
    assert deliver(AT, going=lambda: next(turns)) == 2
