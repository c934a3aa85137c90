"""An administrator has what failed tried again; nobody else, and nothing that was sent."""

from datetime import timedelta

import pytest

from builders.identity import a_clerk, an_act, an_organ
from builders.notices import AT, a_notice, a_reader
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.notices.actions import retry, tell
from tongban.kernel.notices.carriers import NotSent
from tongban.kernel.notices.delivering import deliver
from tongban.kernel.notices.models import Delivery
from tongban.kernel.notices.queries import delivery_log
from tongban.kernel.notices.rules import Fault, State
from tongban.kernel.parties.rules import Channel

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


@pytest.fixture
def given_up(keeper):
    """A delivery to an address that does not exist."""
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk)])
    keeper.fail(PHONE, NotSent(Fault.ADDRESS_REFUSED, final=True))
    deliver(AT)
    return Delivery.objects.get()


def acting(duty: str):
    """Return an act of somebody in a post of that duty, in the name of the own organ."""
    organ = an_organ()
    person, _post = a_clerk(organ, duty)
    return an_act(by=person.actor_id, organ=f"organ/{organ.pk}")


def test_a_system_administrator_has_it_tried_again_at_once_and_the_log_says_so(given_up, keeper):
    act = acting("system_admin")
    row = retry(given_up.pk, act)
    assert (row.state, row.tries, row.next_try_at) == (State.WAITING, 0, act.at)
    keeper.failing.clear()
    assert deliver(AT) == 1
    (record,) = events_of(0, f"delivery/{row.pk}")
    assert (record.type, record.by, dict(record.data)) == (
        "delivery.retried",
        act.by,
        {"delivery": row.pk, "channel": "sms"},
    )


@pytest.mark.parametrize("duty", ["security_admin", "audit_admin", "officer", "window"])
def test_for_any_other_duty_the_delivery_does_not_exist(given_up, duty):
    with pytest.raises(Refusal) as refused:
        retry(given_up.pk, acting(duty))
    assert refused.value.code == "notices.no_such_delivery"
    assert Delivery.objects.get().state == State.GIVEN_UP


def test_an_administrator_of_another_organ_cannot_act_in_this_ones_name(given_up):
    act = acting("system_admin")
    with pytest.raises(Refusal, match="no such delivery"):
        retry(given_up.pk, an_act(by=act.by, organ=f"organ/{an_organ().pk}"))
    with pytest.raises(Refusal, match="no such delivery"):
        retry(given_up.pk, an_act(by=act.by))


def test_what_was_sent_or_still_waits_is_not_sent_again(given_up, keeper):
    act = acting("system_admin")
    retry(given_up.pk, act)
    with pytest.raises(Refusal, match="still waits"):
        retry(given_up.pk, act)
    keeper.failing.clear()
    deliver(AT + timedelta(days=1))
    with pytest.raises(Refusal, match="was sent"):
        retry(given_up.pk, act)


def test_a_delivery_that_is_not_there_looks_like_one_that_may_not_be_seen(given_up):
    with pytest.raises(Refusal) as refused:
        retry(given_up.pk + 1, acting("system_admin"))
    assert refused.value.code == "notices.no_such_delivery"


def test_the_log_masks_addresses_and_counts_what_it_filters(given_up):
    other = a_reader(Channel.EMAIL, order=2)
    tell([a_notice(other.pk)])
    everything = delivery_log()
    assert sorted(row.address for row in everything.rows) == ["138****8000", "z***@example.com"]
    assert [row.delivery.pk for row in delivery_log(state="given_up").rows] == [given_up.pk]
    assert delivery_log(channel="email").count == 1
    assert delivery_log(state="given_up", channel="email").count == 0
    assert delivery_log(state="nonsense").count == 2
