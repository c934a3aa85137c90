"""What people can do to deliveries. No event holds an address."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry

# Notices go to a party wherever it applied, so their deliveries belong to no county.
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class DeliveryRetried:
    """重新投递: an administrator had a delivery tried again that had failed or been given up."""

    type: ClassVar[str] = "delivery.retried"
    delivery: int
    channel: str


def entry(event: DeliveryRetried, act: Act) -> Entry:
    """Return the log entry of `event`, in the stream of its delivery."""
    stream = f"delivery/{event.delivery}"
    return Entry(home=NOWHERE, stream=stream, type=event.type, data=asdict(event), act=act)
