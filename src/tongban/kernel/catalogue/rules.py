"""What a matter must say before it is published, and what it may not say. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tongban.kernel import Refusal

# SX-16: a list of materials has no catch-all entry.
CATCH_ALL = (
    r"(其他|其它)(的|相关|有关|必要|所需|需要|应当|规定|提交|提供)*(材料|资料|文件|证明|证件|手续)"
)

# A consultation is answered as soon as somebody knows the answer: no limit runs.
CLOCKLESS = ("consultation",)

# The typical length of a unit in fifths of an hour: a working day is 7/5 of a calendar day.
_LENGTHS: Mapping[str, int] = {
    "h": 5,
    "cd": 24 * 5,
    "wd": 24 * 7,
    "mo": 30 * 24 * 5,
    "y": 365 * 24 * 5,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """时限: an amount of one of the clock's units (`wd`, `cd`, `mo`, `y`, `h`)."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


@dataclass(frozen=True, slots=True)
class Wholeness:
    """What online application rests on; each field says whether it is entered."""

    procedure: bool
    statutory_limit: bool
    promised_limit: bool
    basis: bool
    form: bool
    flow: bool


def limit_text(amount: int | None, unit: str | None) -> str | None:
    """Return a limit as the clock reads it, such as `20wd`; `None` where nothing is promised."""
    return None if amount is None or unit is None else f"{amount}{unit}"


def parse_limit(text: str) -> Limit:
    """Read `20wd`, `30cd`, `2mo`, `1y` or `48h`; anything else is refused."""
    match = re.fullmatch(r"([1-9][0-9]{0,4})(wd|cd|mo|y|h)", text)
    if match is None:
        raise Refusal(
            "catalogue.limit_unreadable",
            "“{limit}” is not a limit. Write a whole number and a unit: 20wd, 30cd, 2mo, 1y or 48h.",
            limit=text,
        )
    return Limit(int(match[1]), match[2])


def promise_too_long(promised: Limit, statutory: Limit) -> Refusal | None:
    """Say why a promise may not stand beside this statutory limit (SX-15); `None` lets it pass.

    Limits of different units are compared by their typical length, five working days to a week.
    """
    ours, theirs = (it.amount * _LENGTHS[it.unit] for it in (promised, statutory))
    if ours <= theirs:
        return None
    return Refusal(
        "catalogue.promise_too_long",
        "The promised limit {promised} is longer than the statutory limit {statutory}. Promise the statutory limit or less.",
        promised=str(promised),
        statutory=str(statutory),
    )


def purposes_fault(
    purposes: Sequence[str], certificate: Mapping[str, str] | None
) -> Refusal | None:
    """Say why these kinds of application do not stand beside this certificate; `None` lets them pass."""
    if certificate is None and tuple(purposes) != ("new",):
        return Refusal(
            "catalogue.purposes_without_certificate",
            "Only a certificate can be changed, renewed or cancelled, and the matter gives none. Enter the certificate with its series, or take new applications only.",
        )
    if not purposes:
        return Refusal(
            "catalogue.no_purpose",
            "The matter says no kind of application. Name at least one: new, change, renewal, cancellation.",
        )
    if certificate is not None and "renewal" in purposes and not certificate.get("valid"):
        return Refusal(
            "catalogue.renewal_without_end",
            "A certificate that is valid for ever is never renewed. Enter how long it is valid, or take no renewals.",
        )
    return None


def lists_fault(delivery: Sequence[str], special: Sequence[str]) -> Refusal | None:
    """Say why these ways of delivery or special procedures cannot stand; `None` lets them pass."""
    if not delivery:
        return Refusal(
            "catalogue.no_delivery",
            "The matter says no way in which its result is delivered. Name at least one: window, post, electronic.",
        )
    if len(set(special)) < len(special):
        return Refusal(
            "catalogue.special_twice",
            "A special procedure is named twice. Name each once, with the longest time it takes.",
        )
    return None


def missing_for_online(facts: Wholeness) -> tuple[str, ...]:
    """Return everything that is still missing before the matter can be applied for online."""
    return tuple(name for name in facts.__dataclass_fields__ if not getattr(facts, name))


APPLICANTS_ORGAN: Final = "applicant"
"""申请人所在单位: bound in the place of an organ's number, it stands for the organ of the member of staff who applies."""


def catch_all(name: str) -> Refusal | None:
    """Say why this is no name of a material; `None` lets it pass."""
    if re.search(CATCH_ALL, name) is None:
        return None
    return Refusal(
        "catalogue.catch_all_material",
        "“{name}” could mean any paper. Name each material that is needed (Regulation on Improving the Business Environment, art. 35).",
        name=name,
    )


def doubled_fault(steps: Sequence[str]) -> Refusal | None:
    """Refuse steps at which two performers are of one organ, which has one voice: the second would never be asked."""
    if not steps:
        return None
    return Refusal(
        "catalogue.performers_doubled",
        "At the steps {steps} two performers are of one department, which has one voice. Bind them to different departments, or give each post its voice in the flow.",
        field="performers",
        steps=", ".join(steps),
    )
