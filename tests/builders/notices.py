"""Notices, parties that want to be told, and a carrier that keeps what it was given."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from builders.identity import an_act
from builders.parties import a_citizen
from tongban.kernel.notices.carriers import NotSent
from tongban.kernel.notices.queries import Notice
from tongban.kernel.notices.rules import Kind, Message
from tongban.kernel.parties.actions import change_contact, choose_channels
from tongban.kernel.parties.queries import Party
from tongban.kernel.parties.rules import Channel

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
NUMBER = "51160220260302000000123"
EMAIL = "zhang@example.com"


@dataclass
class Keeper:
    """A carrier that keeps what it was given; it fails for the addresses that it is told to fail for."""

    name: str = "keeper"
    sent: list[tuple[str, Message]] = field(default_factory=list)
    failing: dict[str, Exception] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)

    def send(self, address: str, message: Message) -> None:
        """Keep the message, or fail."""
        self.tried.append(address)
        if address in self.failing:
            raise self.failing[address]
        self.sent.append((address, message))

    def fail(self, address: str, error: NotSent | Exception) -> None:
        """Fail for that address from now on."""
        self.failing[address] = error


@dataclass
class Provider:
    """A provider of text messages: takes every message number once, as a good one does."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def send(self, number: str, text: str, *, message_id: str) -> None:
        """Keep the text under the number of the message."""
        self.texts.setdefault(message_id, (number, text))


def a_notice(party: int, *, kind: str = Kind.CASE_ACCEPTED, n: int = 1, **facts: object) -> Notice:
    """What a party is to be told of its case."""
    stream = f"case/{NUMBER}"
    return Notice(
        party=party,
        stream=stream,
        n=n,
        subject=stream,
        title="公共租赁住房申请",
        kind=kind,
        facts=facts,
        at=AT,
    )


def a_reader(
    *channels: Channel, order: int = 1, phone: str = "13800138000", email: str = EMAIL
) -> Party:
    """A citizen who asked to be told over these channels."""
    party = a_citizen(order=order, phone=phone)
    change_contact(party.pk, an_act(), email=email)
    return choose_channels(party.pk, an_act(), channels=channels)
