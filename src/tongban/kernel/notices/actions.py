"""Leaving notices, noting that they were read, and trying a delivery again."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import may_use, organ_by_id
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append
from tongban.kernel.notices.carriers import carriers
from tongban.kernel.notices.events import DeliveryRetried, entry
from tongban.kernel.notices.models import Delivery, Notice
from tongban.kernel.notices.queries import ADDRESS, known_of
from tongban.kernel.notices.rules import State, fact_fault
from tongban.kernel.parties.queries import Reach, reaches_of
from tongban.kernel.sealing import seal


@transaction.atomic
def tell(notices: Sequence[Notice]) -> None:
    """告知: leave notices, and a delivery of each over every channel that its party asked for.

    Telling the same twice leaves one, also of its deliveries. Refused for a kind without words, and for a fact that
    might be personal: nothing of the whole call is left then.
    """
    for one in notices:
        fault = fact_fault(one.kind, one.facts)
        if fault:
            raise fault
    known = known_of(notices)
    new = [one for one in notices if (one.party, one.stream, one.n) not in known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    offered = set(carriers.channels())
    reaches = reaches_of({one.party for one in new}) if offered and new else {}
    rows = [
        _delivery(one, reach)
        for one in new
        for reach in reaches.get(one.party, [])
        if reach.channel in offered
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def mark_read(party: int, stream: str, n: int, *, at: datetime) -> None:
    """已读: note when a notice was first opened; opening it again changes nothing."""
    unread = Notice.objects.filter(party=party, stream=stream, n=n, read_at__isnull=True)
    unread.update(read_at=at)


@transaction.atomic
def retry(delivery_id: int, act: Act) -> Delivery:
    """重新投递: have a failed or given-up delivery tried again at once, with all its tries before it.

    Only for who may run the system from the organ in whose name he acts.
    """
    row = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if row is None or not _runs_the_system(act):
        raise Refusal(
            "notices.no_such_delivery",
            "There is no such delivery. Choose one from the log of deliveries.",
        )
    if row.state not in {State.FAILED, State.GIVEN_UP}:
        raise Refusal(
            "notices.nothing_to_retry",
            "This delivery was sent or still waits for its turn. Look at the log again.",
        )
    row.state, row.tries, row.next_try_at = State.WAITING.value, 0, act.at
    row.save(update_fields=["state", "tries", "next_try_at"])
    append([entry(DeliveryRetried(row.pk, row.channel), act)])
    return row


def _runs_the_system(act: Act) -> bool:
    _, _, number = act.organ.partition("/")
    organ = organ_by_id(int(number)) if number.isdecimal() else None
    return may_use(act.by, Power.RUN_SYSTEM, organ, on=day_of(act))


def _delivery(notice: Notice, reach: Reach) -> Delivery:
    return Delivery(
        party=notice.party,
        stream=notice.stream,
        n=notice.n,
        subject=notice.subject,
        kind=notice.kind,
        channel=reach.channel.value,
        message_id=secrets.token_hex(16),
        address_sealed=seal(reach.address.encode(), purpose=ADDRESS),
        state=State.WAITING.value,
        next_try_at=notice.at,
        at=notice.at,
    )
