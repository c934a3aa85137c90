"""What a party's number must be, and how personal data is masked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongban.kernel import Refusal
from tongban.standards.codes import credit_code, identity_number
from tongban.standards.elements import elements

REGISTER = "register"
"""登记资料: the source of what a party is registered with."""


class PartyKind(StrEnum):
    """服务对象 (SX-12): what somebody who applies is before the law."""

    PERSON = "person"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    ASSOCIATION = "association"
    UNINCORPORATED = "unincorporated"
    GOVERNMENT = "government"
    OTHER = "other"


class NumberKind(StrEnum):
    """证件类型: by what number a party is known."""

    IDENTITY_NUMBER = "identity-number"
    CREDIT_CODE = "credit-code"
    OTHER = "other"


class Purpose(StrEnum):
    """查看目的: why somebody needs to see personal data unmasked. A closed set, so that the log stays free of it."""

    INTAKE = "intake"
    REVIEW = "review"
    DECISION = "decision"
    DELIVERY = "delivery"
    SUPERVISION = "supervision"
    CORRECTION = "correction"
    ARCHIVING = "archiving"


class Channel(StrEnum):
    """接收方式: a way outside the site over which a party may ask to be told."""

    SMS = "sms"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class MaskedParty:
    """申请人（脱敏）: a party as lists and pages may show it."""

    id: int
    kind: PartyKind
    name: str
    number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Contact:
    """联系方式（脱敏）: how a party is reached, masked, and over which channels it asked to be told."""

    phone: str
    email: str
    channels: frozenset[Channel]


@dataclass(frozen=True, slots=True)
class Reach:
    """接收地址（明文）: one address to which a party asked to be told, and the login whose language it reads."""

    channel: Channel
    address: str
    person: int | None


@dataclass(frozen=True, slots=True)
class UnmaskedParty:
    """申请人（明文）: a party as it is; only `actions.unmasked` hands it out, and logs it."""

    id: int
    kind: PartyKind
    name: str
    number_kind: NumberKind
    number: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Known:
    """已知信息: one value of a data element that the platform knows of a party, and since when and from where."""

    element: str
    value: object
    source: str
    since: date


def learnable(kind: PartyKind, values: Mapping[str, object]) -> dict[str, object]:
    """Return which of the values stated by a party of that kind are kept for its next form (个人信息保护法 第六条).

    Only lasting facts about itself: a citizen's as a person, all others' as a body, and nothing of anybody else.
    """
    subject = "person" if kind is PartyKind.PERSON else "org"
    known = elements()
    return {
        name: value
        for name, value in values.items()
        if name in known and known[name].lasting and known[name].subject == subject
    }


def masked_name(name: str) -> str:
    """Return the first character and two stars, whatever the length: 张**."""
    return f"{name[:1]}**" if name else ""


def masked_number(number: str) -> str:
    """Return the first and last four characters with stars between; a number of eight or fewer is all stars."""
    if len(number) <= 8:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def masked_phone(phone: str) -> str:
    """Return 138****5678; a number of seven digits or fewer keeps its last two only."""
    if len(phone) <= 7:
        return f"{'*' * max(len(phone) - 2, 0)}{phone[-2:]}" if len(phone) > 2 else "*" * len(phone)
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"


def masked_email(email: str) -> str:
    """Return the first character of the name, three stars, and the domain: z***@example.com."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}***@{domain}" if name else "*" * len(email)


def masked_address(channel: Channel | str, address: str) -> str:
    """Return the address of that channel as a log or a page may show it."""
    return masked_email(address) if channel == Channel.EMAIL else masked_phone(address)


def normal_number(number: str) -> str:
    """Return the number as it is compared: full-width to half-width, capitals, no spaces or hyphens."""
    half = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in number)
    return re.sub(r"[\s\u3000-]", "", half).upper()


def default_number_kind(kind: PartyKind) -> NumberKind:
    """Return the number by which a party of that kind is usually known."""
    return NumberKind.IDENTITY_NUMBER if kind is PartyKind.PERSON else NumberKind.CREDIT_CODE


def may_be_known_by(kind: PartyKind, number_kind: NumberKind) -> Refusal | None:
    """Say why a party of that kind cannot have that kind of number; `None` allows it."""
    natural = kind is PartyKind.PERSON
    wrong = NumberKind.CREDIT_CODE if natural else NumberKind.IDENTITY_NUMBER
    if number_kind is not wrong:
        return None
    return Refusal(
        "parties.number_kind_does_not_fit",
        "A party of the kind {kind} has no number of the kind {number_kind}. Choose another kind of number.",
        kind=str(kind),
        number_kind=str(number_kind),
    )


def phone_fault(phone: str) -> Refusal | None:
    """Say why `phone` cannot be called: 7 to 15 digits with an optional plus sign; empty is allowed."""
    if not phone or re.fullmatch(r"\+?[0-9]{7,15}", phone):
        return None
    return Refusal(
        "parties.bad_phone",
        "This is no telephone number. Enter 7 to 15 digits, for example 13800138000.",
    )


def email_fault(email: str) -> Refusal | None:
    """Say why nothing can be sent to `email`; empty is allowed."""
    form = (
        r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{1,62}"
    )
    if not email or (len(email) <= 254 and re.fullmatch(form, email)):
        return None
    return Refusal(
        "parties.bad_email",
        "This is no e-mail address. Enter it like name@example.com.",
    )


def channel_fault(channel: Channel, *, phone: str, email: str) -> Refusal | None:
    """Say why nobody can be told over that channel: its address is missing."""
    if channel is Channel.SMS and not phone:
        return Refusal(
            "parties.no_phone",
            "There is no telephone number for text messages. Enter one, or take the tick away.",
        )
    if channel is Channel.EMAIL and not email:
        return Refusal(
            "parties.no_email",
            "There is no e-mail address for e-mails. Enter one, or take the tick away.",
        )
    return None


def number_fault(number_kind: NumberKind, number: str, *, on: date) -> Refusal | None:
    """Say what is wrong with a normal number of that kind; nobody's birth may lie after the day `on`."""
    if number_kind is NumberKind.OTHER:
        return _other_number_fault(number)
    fault = (
        identity_number.check(number, on=on)
        if number_kind is NumberKind.IDENTITY_NUMBER
        else credit_code.check(number)
    )
    return Refusal(f"parties.{fault.code}", fault.words, **fault.facts) if fault else None


def _other_number_fault(number: str) -> Refusal | None:
    if 4 <= len(number) <= 40:
        return None
    return Refusal(
        "parties.number_length",
        "The number has {found} characters; 4 to 40 are allowed. Copy it from the document.",
        found=len(number),
    )


def name_fault(name: str) -> Refusal | None:
    """Say why nobody has that name: it must have 1 to 200 characters."""
    if 1 <= len(name) <= 200:
        return None
    return Refusal(
        "parties.name_length",
        "The name has {found} characters; 1 to 200 are allowed. Copy it from the document.",
        found=len(name),
    )


def purpose_fault(purpose: str, about: str) -> Refusal | None:
    """Say why personal data is not shown for that purpose; `about` must be an opaque id such as `case/12`, or empty."""
    if purpose in set(Purpose) and re.fullmatch(r"([a-z]+/[0-9]+)?", about):
        return None
    return Refusal(
        "parties.no_such_purpose",
        "Personal data is shown only for a stated purpose. Choose one from the list.",
    )
