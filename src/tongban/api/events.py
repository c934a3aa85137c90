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
class ClientKeyRotated:
    """密钥更换: a client got a new key; the keys that it had before stay valid for so many hours."""

    type: ClassVar[str] = "client.key_rotated"
    client: int
    key: int
    hours: int


@dataclass(frozen=True, slots=True)
class ClientKeysRevoked:
    """密钥吊销: so many keys of a client open nothing any more."""

    type: ClassVar[str] = "client.keys_revoked"
    client: int
    keys: int


@dataclass(frozen=True, slots=True)
class ClientLinked:
    """代办关联: a client is the own program of a party and may do what is named for it."""

    type: ClassVar[str] = "client.linked"
    client: int
    party: int
    powers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClientUnlinked:
    """代办关联解除: a client does nothing for the party any more."""

    type: ClassVar[str] = "client.unlinked"
    client: int
    party: int


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


Happening: TypeAlias = (
    ClientAdded
    | ClientEnded
    | ClientKeyRotated
    | ClientKeysRevoked
    | ClientLinked
    | ClientUnlinked
    | WebhookAdded
    | WebhookEnded
    | PushGivenUp
)


def entry(event: Happening, act: Act) -> Entry:
    """Return the log entry of `event`, in the stream of its client."""
    return Entry(
        home=NOWHERE, stream=f"client/{event.client}", type=event.type, data=asdict(event), act=act
    )
