"""What can happen to organs, posts, people and mandates. No event holds personal data."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.identity.events.accounts import (
    AccountHappening,
    CodeTried,
    FactorConfirmed,
    FactorRemoved,
    LogRead,
    PasswordChanged,
    PasswordReset,
    PersonEnded,
    PersonEntered,
    PersonLocked,
    PersonPlaced,
    PersonRenamed,
    PersonUnlocked,
    TriesForgotten,
    VisitsEnded,
)
from tongban.kernel.identity.events.proxies import ProxyHappening, ProxyRecalled, ProxySet
from tongban.kernel.ledger.events import Entry

__all__ = [
    "NOWHERE",
    "CodeTried",
    "FactorConfirmed",
    "FactorRemoved",
    "Happening",
    "LogRead",
    "MandateGranted",
    "MandateRevoked",
    "OrganCoded",
    "OrganEnded",
    "OrganFounded",
    "OrganRenamed",
    "PasswordChanged",
    "PasswordReset",
    "PersonAppointed",
    "PersonDismissed",
    "PersonEnded",
    "PersonEntered",
    "PersonLocked",
    "PersonPlaced",
    "PersonRegistered",
    "PersonRenamed",
    "PersonUnlocked",
    "PostClosed",
    "PostOpened",
    "PostRenamed",
    "PreferencesChanged",
    "ProxyRecalled",
    "ProxySet",
    "TriesForgotten",
    "VisitsEnded",
    "entry",
]

# The streams of people belong to no county.
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class OrganFounded:
    """机关设立: an organ exists from `since` (a day in ISO form) on."""

    type: ClassVar[str] = "organ.founded"
    organ: int
    name: str
    division: str
    level: int
    nature: str
    parent: int | None
    since: str


@dataclass(frozen=True, slots=True)
class OrganCoded:
    """机关代码登记: an organ is known by one more code."""

    type: ClassVar[str] = "organ.coded"
    organ: int
    scheme: str
    value: str
    given: str


@dataclass(frozen=True, slots=True)
class PostOpened:
    """岗位设立: a post exists, with the powers of its duty."""

    type: ClassVar[str] = "post.opened"
    post: int
    organ: int
    name: str
    duty: str
    since: str
    mandates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PostClosed:
    """岗位撤销: nobody acts in the post from the day `until` on."""

    type: ClassVar[str] = "post.closed"
    post: int
    until: str


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """人员登记: somebody can log in."""

    type: ClassVar[str] = "person.registered"
    person: int
    kind: str
    demo: bool


@dataclass(frozen=True, slots=True)
class PreferencesChanged:
    """偏好设置: a person chose a language (`None` for the place's own) and elder mode on or off."""

    type: ClassVar[str] = "person.preferences_changed"
    person: int
    language: str | None
    elder: bool


@dataclass(frozen=True, slots=True)
class PersonAppointed:
    """任职: a person holds a post from `since` up to, but without, `until`."""

    type: ClassVar[str] = "person.appointed"
    person: int
    post: int
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class PersonDismissed:
    """免职: a person no longer holds a post from `until` on."""

    type: ClassVar[str] = "person.dismissed"
    person: int
    post: int
    until: str


@dataclass(frozen=True, slots=True)
class MandateGranted:
    """授权: a post or a person may use a power. `amount_limit` is in yuan."""

    type: ClassVar[str] = "mandate.granted"
    mandate: int
    post: int | None
    person: int | None
    power: str
    organ: int
    matter: int | None
    amount_limit: int | None
    kind: str
    stands_in_for: int | None
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class MandateRevoked:
    """收回授权: a mandate ends on the day `until`."""

    type: ClassVar[str] = "mandate.revoked"
    mandate: int
    until: str


@dataclass(frozen=True, slots=True)
class OrganRenamed:
    """机关更名: an organ has another name and short name from now on."""

    type: ClassVar[str] = "organ.renamed"
    organ: int
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class OrganEnded:
    """机关撤销: an organ exists no more from the day `until` on."""

    type: ClassVar[str] = "organ.ended"
    organ: int
    until: str


@dataclass(frozen=True, slots=True)
class PostRenamed:
    """岗位更名: a post has another name from now on."""

    type: ClassVar[str] = "post.renamed"
    post: int
    name: str


Happening: TypeAlias = (
    OrganFounded
    | OrganCoded
    | OrganRenamed
    | OrganEnded
    | PostOpened
    | PostRenamed
    | PostClosed
    | PersonRegistered
    | PreferencesChanged
    | PersonAppointed
    | PersonDismissed
    | MandateGranted
    | MandateRevoked
    | AccountHappening
    | ProxyHappening
)


def entry(event: Happening, act: Act, *, stream: str, home: int = NOWHERE) -> Entry:
    """Return the log entry of `event`; `home` is that of the organ whose stream it is."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
