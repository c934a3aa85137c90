"""事项编码: the code of a matter, in the schemes in use (SX-05 to SX-09)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tongban.standards.codes import credit_code, divisions, organisation_code, sichuan_code
from tongban.standards.codes.faults import Fault
from tongban.standards.codes.spelling import (
    DIGITS,
    LETTERS,
    LETTERS_AND_DIGITS,
    raised,
    settled,
    wrong_character,
)

# SX-04, power types of the national platform; confidence: sure.
POWER_TYPES = (*(f"{number:02}" for number in range(1, 11)), "20")
# SX-09, 行使层级; 7 分级管理 is seen in some systems.
LEVELS = "1234567"


class Scheme(StrEnum):
    """编码规则: who laid the code out."""

    BASIC = "basic"
    IMPLEMENTATION = "implementation"
    BUSINESS = "business"
    GUIZHOU = "guizhou"
    HUBEI = "hubei"
    SICHUAN = "sichuan"


@dataclass(frozen=True, slots=True)
class Part:
    """One run of characters in a code: its name, width and alphabet."""

    name: str
    width: int
    alphabet: str = DIGITS


_BASIC = (
    Part("catalogue_region", 2),
    Part("power_type", 2),
    Part("department", 2),
    Part("main_item", 3),
    Part("sub_item", 3),
)
_IMPLEMENTATION = (Part("credit_code", 18, LETTERS_AND_DIGITS), Part("level", 1), *_BASIC)

# SX-05 and SX-06 (confidence: check), SX-08 (confidence: sure·v).
LAYOUTS: Mapping[Scheme, tuple[Part, ...]] = {
    Scheme.BASIC: _BASIC,
    Scheme.IMPLEMENTATION: _IMPLEMENTATION,
    Scheme.BUSINESS: (*_IMPLEMENTATION, Part("business_item", 2)),
    Scheme.GUIZHOU: (Part("kind", 2, LETTERS), Part("main_item", 5), Part("sub_item", 3)),
    Scheme.HUBEI: (
        Part("region", 6),
        Part("agency", 3, LETTERS_AND_DIGITS),
        Part("kind", 2, LETTERS_AND_DIGITS),
        Part("main_item", 3),
        Part("sub_item", 2),
    ),
}
_BY_LENGTH = {sum(part.width for part in layout): scheme for scheme, layout in LAYOUTS.items()}


@dataclass(frozen=True, slots=True)
class MatterCode:
    """事项编码, in upper case, with the parts its scheme gives it."""

    text: str
    scheme: Scheme
    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Return the code as it is printed."""
        return self.text

    def part(self, name: str) -> str | None:
        """Return a part by the name its layout gives it, such as `region`; None where the scheme has no such part."""
        return dict(self.parts).get(name)


def parse(text: str) -> MatterCode:
    """Return the code with its scheme and parts, or raise the fault of `text`."""
    code = raised(text)
    pieces = _read(code)
    if isinstance(pieces, Fault):
        raise pieces
    settled(_first_wrong(pieces))
    return MatterCode(
        code, Scheme.SICHUAN if "-" in code else _BY_LENGTH[len(code)], tuple(pieces.items())
    )


def check(text: str) -> Fault | None:
    """Say what is wrong with a matter code, or nothing. Hyphens and length tell its scheme.

    The layouts of 12, 31 and 33 characters are recollected from portals, not read in GB/T 39554.1
    (SX-05, SX-06; confidence: check). Guizhou and Hubei follow their local standards (SX-08), Sichuan real codes.
    """
    pieces = _read(raised(text))
    return pieces if isinstance(pieces, Fault) else _first_wrong(pieces)


def _read(code: str) -> dict[str, str] | Fault:
    """Return the parts of a code, or what is wrong with its form."""
    if "-" in code:
        return sichuan_code.read(code)
    if len(code) not in _BY_LENGTH:
        return _no_scheme(code)
    layout = LAYOUTS[_BY_LENGTH[len(code)]]
    return _wrong_spelling(code, layout) or _cut(code, layout)


def _no_scheme(code: str) -> Fault:
    if not code:
        return Fault("code.empty", "There is no code. Enter one.")
    return Fault(
        "matter_code.scheme",
        "The code has {found} characters and no hyphen; known are 10 (Guizhou), 12 (basic), 16 (Hubei), "
        "31 (implementation) and 33 (business item) characters, and the form with hyphens of Sichuan.",
        found=len(code),
    )


def _cut(code: str, layout: tuple[Part, ...]) -> dict[str, str]:
    pieces: dict[str, str] = {}
    at = 0
    for part in layout:
        pieces[part.name] = code[at : at + part.width]
        at += part.width
    return pieces


def _wrong_spelling(code: str, layout: tuple[Part, ...]) -> Fault | None:
    at = 0
    for part in layout:
        fault = wrong_character(code[at : at + part.width], part.alphabet, start=at)
        if fault is not None:
            return fault
        at += part.width
    return None


def _first_wrong(pieces: Mapping[str, str]) -> Fault | None:
    faults = (_CHECKS[name](value) for name, value in pieces.items() if name in _CHECKS)
    return next((fault for fault in faults if fault is not None), None)


def _catalogue_region(value: str) -> Fault | None:
    return None if value == "00" else divisions.check(value)


def _power_type(value: str) -> Fault | None:
    if value in POWER_TYPES:
        return None
    return Fault(
        "matter_code.power_type",
        "The power type {found} is unknown; known are 01 to 10 and 20.",
        found=value,
    )


def _level(value: str) -> Fault | None:
    if value in LEVELS:
        return None
    return Fault(
        "matter_code.level", "The level {found} is unknown; known are 1 to 7.", found=value
    )


def _body(value: str) -> Fault | None:
    """Check 实施主体: a credit code, or the older organisation code with or without its hyphen."""
    older = len(value) in (9, 10)
    fault = organisation_code.check(value) if older else credit_code.check(value)
    if fault is None:
        return None
    return Fault(
        "matter_code.body",
        "The body {found} in it is neither a credit code nor an organisation code: {reason}",
        found=value,
        reason=str(fault),
    )


_CHECKS = {
    "catalogue_region": _catalogue_region,
    "power_type": _power_type,
    "level": _level,
    "credit_code": _body,
    "body": _body,
    "region": divisions.check,
}
