"""实施清单要素: what a guide says of whom it serves, how it runs, what it costs, and by which ways it is applied for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from tongban.kernel.catalogue.labels import FIELDS
from tongban.kernel.catalogue.queries import (
    BodyTheme,
    Channel,
    Convenience,
    Depth,
    MatterVersion,
    PersonTheme,
    ServiceObject,
)
from tongban.portal.limits import limit_words
from tongban.portal.wording import listed

THEMES = {
    **{one.value: one.label for one in PersonTheme},
    **{one.value: one.label for one in BodyTheme},
}


@dataclass(frozen=True, slots=True)
class Step:
    """办理环节: its name, who does it, how long that takes at most in words, and what comes of it."""

    name: str
    role: str
    longest: str
    output: str


@dataclass(frozen=True, slots=True)
class Charge:
    """收费项目. `reduction` says who pays less; empty where nobody does."""

    name: str
    standard: str
    basis: str
    reduction: str


@dataclass(frozen=True, slots=True)
class Described:
    """实施清单要素 in words; empty where nothing is entered. `unverified` names what nobody compared with a source."""

    serves: str
    themes: str
    channels: str
    depth: str
    conveniences: str
    steps: Sequence[Step]
    charges: Sequence[Charge]
    unverified: str


def described(version: MatterVersion) -> Described:
    """Return what the version says, in the language in force."""
    return Described(
        serves=listed(str(ServiceObject(one).label) for one in version.serves),
        themes=listed(str(THEMES[one]) for one in version.themes),
        channels=listed(str(Channel(one).label) for one in version.channels),
        depth=listed(str(Depth(one).label) for one in version.depth),
        conveniences=listed(str(Convenience(one).label) for one in version.conveniences),
        steps=[_step(one) for one in version.steps],
        charges=[_charge(one) for one in version.charges],
        unverified=listed(str(FIELDS[one]) for one in version.unverified),
    )


def _step(one: Mapping[str, str]) -> Step:
    longest = limit_words(one.get("limit"))
    return Step(one["name"], one["role"], longest, one.get("output", ""))


def _charge(one: Mapping[str, str]) -> Charge:
    reduction = one.get("reduction", "") or gettext("It can be reduced")
    return Charge(
        one["name"], one["standard"], one["basis"], reduction if one.get("reducible") else ""
    )
