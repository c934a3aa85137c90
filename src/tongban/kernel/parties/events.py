"""What can happen to parties. No event holds personal data."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry

# A party may apply in any county, so its stream belongs to none.
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class PartyRegistered:
    """申请人登记: the platform knows a party for the first time."""

    type: ClassVar[str] = "party.registered"
    party: int
    kind: str
    number_kind: str


@dataclass(frozen=True, slots=True)
class PartyLinked:
    """账号关联: a person logs in as the party."""

    type: ClassVar[str] = "party.linked"
    party: int
    person: int


@dataclass(frozen=True, slots=True)
class PartyUnlinked:
    """账号解除关联: a person logs in as the party no more."""

    type: ClassVar[str] = "party.unlinked"
    party: int
    person: int


@dataclass(frozen=True, slots=True)
class PartyContactChanged:
    """联系方式变更: the named fields (`phone`, `address`, `email`) were changed."""

    type: ClassVar[str] = "party.contact_changed"
    party: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyChannelsChosen:
    """接收方式选择: the party is told over these channels (`sms`, `email`) from now on; none means the site only."""

    type: ClassVar[str] = "party.channels_chosen"
    party: int
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyLearned:
    """信息沉淀: values of the named data elements are known from now on."""

    type: ClassVar[str] = "party.learned"
    party: int
    elements: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PartyForgotten:
    """已知信息删除: values of the named data elements are known no more; the party had them deleted."""

    type: ClassVar[str] = "party.forgotten"
    party: int
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyUnmasked:
    """查看明文: somebody saw the personal data unmasked; `about` is an opaque id such as `case/12`, or empty."""

    type: ClassVar[str] = "party.unmasked"
    party: int
    purpose: str
    about: str


Happening: TypeAlias = (
    PartyRegistered
    | PartyLinked
    | PartyUnlinked
    | PartyContactChanged
    | PartyChannelsChosen
    | PartyLearned
    | PartyForgotten
    | PartyUnmasked
)


def entry(event: Happening, act: Act) -> Entry:
    """Return the log entry of `event`, in the stream of its party."""
    return Entry(
        home=NOWHERE, stream=f"party/{event.party}", type=event.type, data=asdict(event), act=act
    )
