"""What carries notices out of the house: a line in the log, e-mail, or whatever text message provider the place has."""

import logging
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from tongban.kernel import Refusal
from tongban.kernel.notices.rules import Fault, Message
from tongban.kernel.parties.rules import Channel, masked_address

log = logging.getLogger(__name__)


class NotSent(Exception):
    """A message did not go out. `fault` says why; `final` that trying again is useless for this address."""

    def __init__(self, fault: Fault, *, final: bool = False) -> None:
        """Keep the fault."""
        super().__init__(fault.value)
        self.fault = fault
        self.final = final


class Carrier(Protocol):
    """投递通道: brings messages to addresses of one channel."""

    @property
    def name(self) -> str:
        """Return what the carrier is called on the page of deliveries."""

    def send(self, address: str, message: Message) -> None:
        """Send, or raise `NotSent`. The same `message.id` may come again after a crash: it is the same message."""


class Sms(Protocol):
    """短信服务: what a place brings to send text messages with its own provider; none is shipped."""

    def send(self, number: str, text: str, *, message_id: str) -> None:
        """Send `text`, or raise `NotSent`. A provider that knows `message_id` already must not send it twice."""


@dataclass(frozen=True, slots=True)
class Console:
    """Writes a line to the program's log instead of sending: the demonstration's carrier."""

    channel: Channel
    name: str = "console"

    def send(self, address: str, message: Message) -> None:
        """Log the kind and the masked address."""
        masked = masked_address(self.channel, address)
        log.info("notice %s by %s to %s: %s", message.kind, self.channel, masked, message.title)


@dataclass(frozen=True, slots=True)
class Mail:
    """Sends e-mail through Django's mail backend; the subject is the title and nothing else."""

    name: str = "mail"

    def send(self, address: str, message: Message) -> None:
        """Send one e-mail whose Message-ID is the same at every try."""
        sender = settings.DEFAULT_FROM_EMAIL
        domain = sender.rpartition("@")[2].rstrip("> ")
        headers = {
            "Message-ID": f"<{message.id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        }
        mail = EmailMessage(message.title, message.body, sender, [address], headers=headers)
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            final = bool(codes) and all(code >= 500 for code in codes)
            raise NotSent(Fault.ADDRESS_REFUSED, final=final) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise NotSent(Fault.MESSAGE_REFUSED) from error
        except OSError as error:  # whatever else smtplib raises, and the network
            raise NotSent(Fault.UNREACHABLE) from error


@dataclass(frozen=True, slots=True)
class Texts:
    """Sends text messages through the provider that the place has brought: the body, as a text has no subject."""

    provider: Sms
    name: str = "sms"

    def send(self, address: str, message: Message) -> None:
        """Hand the text to the provider."""
        self.provider.send(address, message.body, message_id=message.id)


@dataclass(slots=True)
class Carriers:
    """The carriers of this house by channel; a channel without one is not offered to anybody."""

    known: dict[Channel, Carrier] = field(default_factory=dict)

    def add(self, channel: Channel, carrier: Carrier) -> None:
        """Take a carrier in for a channel. Raises `Refusal` where the channel has one."""
        if channel in self.known:
            raise Refusal(
                "notices.carrier_taken",
                "The channel {channel} has the carrier {name} already. Take that one out first.",
                channel=str(channel),
                name=self.known[channel].name,
            )
        self.known[channel] = carrier

    def of(self, channel: Channel | str) -> Carrier | None:
        """Return the carrier of a channel, or `None`."""
        return self.known.get(Channel(channel))

    def channels(self) -> tuple[Channel, ...]:
        """Return the channels that this house can serve."""
        return tuple(self.known)


def brought(chosen: Mapping[str, str]) -> dict[Channel, Carrier]:
    """Return the carriers that the settings name by channel: `console`, `mail`, or the dotted path of an `Sms` class."""
    found: dict[Channel, Carrier] = {}
    for channel in Channel:
        name = chosen.get(channel.value, "")
        if name == "console":
            found[channel] = Console(channel)
        elif name == "mail":
            found[channel] = Mail()
        elif name:
            found[channel] = Texts(import_string(name)())
    return found


carriers = Carriers()
