"""What is to be founded, opened or granted, before it has an id."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel import Act
from tongban.kernel.identity.rules import MandateKind, Power
from tongban.standards.calendars import SHANGHAI


@dataclass(frozen=True, slots=True)
class GivenCode:
    """机关代码: a code in one scheme, as it is compared and as it was given, with what is odd about it."""

    scheme: str
    value: str
    given: str = ""
    warning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrgan:
    """拟设机关. `division` has 2 to 12 digits; without `level` (1 to 6) the division tells; `since` defaults to the day of the act."""

    name: str
    division: str
    short_name: str = ""
    level: int | None = None
    nature: str = "statutory"
    parent_id: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMandate:
    """拟授权限: to exactly one of a post and a person, for an organ and those below it. `amount_limit` is in yuan."""

    power: Power
    organ_id: int
    grounds: str
    post_id: int | None = None
    person_id: int | None = None
    matter_id: int | None = None
    amount_limit: int | None = None
    since: date | None = None
    until: date | None = None
    kind: MandateKind = MandateKind.DELEGATION
    stands_in_for_id: int | None = None


def day_of(act: Act) -> date:
    """Return the day of the act in Shanghai."""
    return act.at.astimezone(SHANGHAI).date()
