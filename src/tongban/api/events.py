"""What can happen to clients and their webhooks. No event holds a key, a secret or an address."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry

# A client may have posts in any county, so its stream belongs to none.
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class ClientAdded:
    """接入方登记: a program may use the API with a key, within the scopes."""

    type: ClassVar[str] = "client.added"
    client: int
    person: int
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClientEnded:
    """接入方停用: the key of a client opens nothing any more."""

    type: ClassVar[str] = "client.ended"
    client: int


@dataclass(frozen=True, slots=True)
class WebhookAdded:
    """事件订阅登记: a client is told of events of these types from now on."""

    type: ClassVar[str] = "webhook.added"
    client: int
    webhook: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebhookEnded:
    """事件订阅停用: nothing is pushed to this webhook any more."""

    type: ClassVar[str] = "webhook.ended"
    client: int
    webhook: int


@dataclass(frozen=True, slots=True)
class PushGivenUp:
    """推送放弃: one event was not taken by a webhook in so many tries, and is tried no more."""

    type: ClassVar[str] = "webhook.given_up"
    client: int
    webhook: int
    push: int
    tries: int


Happening: TypeAlias = ClientAdded | ClientEnded | WebhookAdded | WebhookEnded | PushGivenUp


def entry(event: Happening, act: Act) -> Entry:
    """Return the log entry of `event`, in the stream of its client."""
    return Entry(
        home=NOWHERE, stream=f"client/{event.client}", type=event.type, data=asdict(event), act=act
    )
