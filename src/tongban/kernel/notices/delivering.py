"""投递: the worker's round through what waits to be sent, one delivery after another, each by itself."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from tongban.kernel.identity.queries import person_by_id
from tongban.kernel.notices.carriers import NotSent, carriers
from tongban.kernel.notices.queries import ADDRESS, Delivery, next_delivery, notice_of
from tongban.kernel.notices.rules import Fault, Message, State, wait_after
from tongban.kernel.notices.words import letter
from tongban.kernel.parties.queries import Reach, reaches_of
from tongban.kernel.parties.rules import Channel
from tongban.kernel.sealing import seal

log = logging.getLogger(__name__)


def deliver(at: datetime, *, most: int = 50, going: Callable[[], bool] = lambda: True) -> int:
    """Try up to `most` deliveries that are due while it is `going`; return how many were sent.

    Each is locked while it is tried, so no two workers send it at once; a worker that dies in between sends it again,
    under the same message number. An address that fails waits longer each time and stops nobody else; a provider that
    cannot be reached rests until the next round.
    """
    resting: set[Channel] = set()
    sent = 0
    for _ in range(most):
        if not going():
            break
        ready = [each for each in carriers.channels() if each not in resting]
        tried = _try_next(at, ready)
        if tried is None:
            break
        sent += tried.state == State.SENT
        if tried.error == Fault.UNREACHABLE:
            resting.add(Channel(tried.channel))
    return sent


@transaction.atomic
def _try_next(at: datetime, channels: Collection[Channel]) -> Delivery | None:
    row = next_delivery(at, channels=channels)
    if row is None:
        return None
    try:
        _send(row)
    except NotSent as error:
        _note_failure(row, error, at)
        log.warning("delivery %s by %s failed: %s", row.pk, row.channel, error.fault)
    except Exception as error:
        # Its words may hold an address, so only its kind is told.
        _note_failure(row, NotSent(Fault.BROKEN), at)
        log.warning("delivery %s by %s broke off: %s", row.pk, row.channel, type(error).__name__)
    else:
        row.state, row.error, row.tries = State.SENT.value, "", row.tries + 1
        row.sent_at, row.next_try_at = at, None
    row.save()
    return row


def _send(row: Delivery) -> None:
    wanted = [
        one for one in reaches_of([row.party]).get(row.party, []) if one.channel == row.channel
    ]
    carrier, notice = carriers.of(row.channel), notice_of(row.party, row.stream, row.n)
    if not wanted or carrier is None or notice is None:
        raise NotSent(Fault.UNWANTED, final=True)
    reach = wanted[0]
    row.address_sealed = seal(reach.address.encode(), purpose=ADDRESS)
    with override(_language(reach)):
        text = letter(notice.kind, notice.facts, subject=notice.subject)
    carrier.send(reach.address, Message(row.message_id, row.kind, text.title, text.body))


def _note_failure(row: Delivery, error: NotSent, at: datetime) -> None:
    row.tries += 1
    row.error = error.fault.value
    if error.final or row.tries >= settings.TONGBAN_NOTICE_TRIES:
        row.state, row.next_try_at = State.GIVEN_UP.value, None
    else:
        row.state, row.next_try_at = State.FAILED.value, at + wait_after(row.tries)


def _language(reach: Reach) -> str:
    person = person_by_id(reach.person) if reach.person else None
    return (person.language if person else None) or settings.LANGUAGE_CODE
