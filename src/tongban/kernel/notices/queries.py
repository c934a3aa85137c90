"""Reading notices and deliveries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from tongban.kernel.notices.models import Delivery, Notice
from tongban.kernel.notices.rules import State
from tongban.kernel.parties.rules import Channel, masked_address
from tongban.kernel.sealing import unseal

__all__ = [
    "Delivery",
    "Logged",
    "Notice",
    "Page",
    "address_of",
    "delivery_log",
    "known_of",
    "next_delivery",
    "notice_of",
    "notices_of",
    "notices_page",
    "unread_of",
]

PAGE = 20
LOG_PAGE = 50
ADDRESS = "notice.address"


@dataclass(frozen=True, slots=True)
class Page:
    """通知分页: one page of somebody's notices, what was not read yet first."""

    rows: list[Notice]
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Logged:
    """投递记录: one delivery as the log of deliveries may show it, with its address masked."""

    delivery: Delivery
    address: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """投递日志: one page of deliveries, the newest first, and how many there are of each state."""

    rows: list[Logged]
    number: int
    total: int
    count: int


def notices_of(party: int) -> QuerySet[Notice]:
    """Return the notices left for a party, the newest first."""
    return Notice.objects.filter(party=party).order_by("-at", "-n")


def notices_page(party: int, *, page: int = 1) -> Page:
    """Return a page of a party's notices: unread before read, each the newest first."""
    unread = ExpressionWrapper(Q(read_at__isnull=True), output_field=BooleanField())
    rows = Notice.objects.filter(party=party).alias(unread=unread).order_by("-unread", "-at", "-n")
    number, total = _place(page, rows.count(), PAGE)
    return Page(list(rows[(number - 1) * PAGE : number * PAGE]), number, total)


def unread_of(party: int) -> int:
    """Return how many notices the party has not opened yet."""
    return Notice.objects.filter(party=party, read_at__isnull=True).count()


def notice_of(party: int, stream: str, n: int) -> Notice | None:
    """Return one notice of that party; another's does not exist."""
    return Notice.objects.filter(party=party, stream=stream, n=n).first()


def known_of(notices: Iterable[Notice]) -> set[tuple[int, str, int]]:
    """Return the keys of those notices that were left before."""
    keys = [(one.party, one.stream, one.n) for one in notices]
    return set(Notice.objects.filter(pk__in=keys).values_list("party", "stream", "n"))


def next_delivery(at: datetime, *, channels: Collection[Channel]) -> Delivery | None:
    """Lock and return the delivery that has waited longest for its try, passing over those that another worker holds."""
    rows = Delivery.objects.select_for_update(skip_locked=True)
    due = rows.filter(next_try_at__lte=at, channel__in=[str(each) for each in channels])
    return due.order_by("next_try_at", "pk").first()


def delivery_log(*, state: str = "", channel: str = "", page: int = 1) -> LogPage:
    """Return a page of the deliveries in that state and over that channel, or of all."""
    rows = Delivery.objects.order_by("-at", "-pk")
    if state in set(State):
        rows = rows.filter(state=state)
    if channel in set(Channel):
        rows = rows.filter(channel=channel)
    count = rows.count()
    number, total = _place(page, count, LOG_PAGE)
    shown = rows[(number - 1) * LOG_PAGE : number * LOG_PAGE]
    return LogPage([_logged(row) for row in shown], number, total, count)


def address_of(delivery: Delivery) -> str:
    """Return the address that the delivery was last tried at, unmasked. For what sends, never for pages."""
    return unseal(bytes(delivery.address_sealed), purpose=ADDRESS).decode()


def _logged(row: Delivery) -> Logged:
    return Logged(row, masked_address(row.channel, address_of(row)))


def _place(page: int, count: int, size: int) -> tuple[int, int]:
    """Return the page that there is nearest to the one asked for, and how many there are."""
    total = max(1, -(-count // size))
    return min(max(page, 1), total), total
