"""Two workers at once: no delivery goes out twice, and a slow one holds nobody up."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest
from django.db import connection

from builders.notices import AT, a_notice, a_reader
from tongban.kernel.notices.actions import tell
from tongban.kernel.notices.carriers import carriers
from tongban.kernel.notices.delivering import deliver
from tongban.kernel.notices.models import Delivery
from tongban.kernel.parties.rules import Channel

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30.0


class Slow:
    """A carrier that counts, and holds its first message until it is let go."""

    name = "slow"

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.holding, self.let_go = Event(), Event()
        self._lock = Lock()

    def send(self, _address, message):
        """Count the message; wait with the first."""
        with self._lock:
            first = not self.ids
            self.ids.append(message.id)
        if first:
            self.holding.set()
            assert self.let_go.wait(PATIENCE)


@pytest.fixture
def slow(monkeypatch):
    carrier = Slow()
    monkeypatch.setattr(carriers, "known", {Channel.SMS: carrier})
    return carrier


def worker(meet=None):
    try:
        if meet:
            meet.wait(PATIENCE)
        return deliver(AT)
    finally:
        connection.close()


def test_two_workers_never_send_the_same_delivery(slow):
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk, n=n) for n in range(1, 31)])
    slow.let_go.set()
    meet = Barrier(3)
    with ThreadPoolExecutor(3) as pool:
        sent = [job.result() for job in [pool.submit(worker, meet) for _ in range(3)]]
    assert sum(sent) == 30
    assert len(slow.ids) == len(set(slow.ids)) == 30
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_while_one_worker_is_sending_another_sends_the_rest_and_not_that_one(slow):
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk, n=n) for n in (1, 2, 3)])
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(worker)
        assert slow.holding.wait(PATIENCE)
        assert deliver(AT) == 2
        assert len(set(slow.ids)) == 3
        slow.let_go.set()
        assert first.result() == 1
    assert len(slow.ids) == 3


def test_a_worker_that_dies_while_sending_leaves_the_delivery_to_be_sent_again_under_its_number(
    monkeypatch, slow
):
    party = a_reader(Channel.SMS)
    tell([a_notice(party.pk)])
    slow.let_go.set()

    def die(_self, *_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Delivery, "save", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(AT)
    assert Delivery.objects.get().state == "waiting"
    assert deliver(AT) == 1
    assert slow.ids == [Delivery.objects.get().message_id] * 2
