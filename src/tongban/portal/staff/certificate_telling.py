"""证照经过的用语: what has happened to a certificate, and on which grounds it may be proposed to end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from tongban.kernel.certificates.days import grounds
from tongban.kernel.certificates.labels import GROUND_NAMES, KINDS, REQUESTS
from tongban.kernel.certificates.queries import Certificate
from tongban.kernel.certificates.rules import APPLIED, Kind, may_end
from tongban.kernel.certificates.story import Told, story_of
from tongban.ui.pieces import Happening, Tone
from tongban.ui.templatetags.look import full_day

KIND_NAMES = dict(KINDS)
REQUEST_NAMES = dict(REQUESTS)
PLATFORM = gettext_lazy("The platform")
TONES: Mapping[str, Tone] = {
    "certificate.issued": Tone.GOOD,
    "certificate.renewed": Tone.GOOD,
    "certificate.revocation_proposed": Tone.WAIT,
    "certificate.revocation_confirmed": Tone.BAD,
    "certificate.cancelled": Tone.BAD,
    "certificate.expired": Tone.WAIT,
    "certificate.reminded": Tone.WAIT,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """取消方式与情形: one way to end it, and the grounds that the law lists and that fit how it stands."""

    kind: str
    name: object
    grounds: list[tuple[str, object]]


def told(row: Certificate, *, with_words: bool) -> list[Happening]:
    """Return the timeline of a certificate over all its prints, the newest first."""
    return [
        Happening(
            None,
            WHAT[one.type](one.data),
            # A certificate lives for years: its days are told with their year, where a case tells the minute.
            f"{full_day(one.at)} · {one.by or PLATFORM}",
            one.words or _ground(one),
            TONES.get(one.type, Tone.PLAIN),
        )
        for one in story_of(row, with_words=with_words)
    ]


def grounds_offered(row: Certificate, *, on: date) -> list[Choices]:
    """Return the ways in which two persons may end it now, each with its grounds."""
    offered = []
    for kind in Kind:
        fitting: list[tuple[str, object]] = [
            (f"{kind}/{ground}", GROUND_NAMES.get(ground, ground))
            for ground in grounds(kind, row.home, on=on)
            if ground != APPLIED and may_end(kind, ground, row.life, on=on) is None
        ]
        if fitting:
            offered.append(Choices(kind.value, KIND_NAMES[kind.value], fitting))
    return offered


def _ground(one: Told) -> str:
    ground = one.data.get("ground", "")
    return str(GROUND_NAMES.get(ground, ground))


def _day(text: str) -> str:
    return full_day(date.fromisoformat(text))


def _issued(data: Mapping[str, Any]) -> str:
    return gettext("Issued in case {case}").format(case=data["case"])


def _renewed(data: Mapping[str, Any]) -> str:
    if data["deemed"]:
        return gettext("Renewed by silence in case {case}").format(case=data["case"])
    return gettext("Renewed in case {case}").format(case=data["case"])


def _asked(data: Mapping[str, Any]) -> str:
    how = REQUEST_NAMES.get(data["standing"], "")
    return f"{how} · {data['case']}"


def _cancelled(data: Mapping[str, Any]) -> str:
    if data["case"]:
        return gettext("Cancelled in case {case}").format(case=data["case"])
    return gettext("Cancelled")


WHAT: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "certificate.issued": _issued,
    "certificate.changed": lambda data: gettext("Changed in case {case}").format(case=data["case"]),
    "certificate.renewed": _renewed,
    "certificate.renewal_asked": _asked,
    "certificate.renewal_closed": lambda data: gettext(
        "The request of case {case} ended without renewal"
    ).format(case=data["case"]),
    "certificate.revocation_proposed": lambda data: gettext("Proposed: {kind}").format(
        kind=KIND_NAMES[data["kind"]]
    ),
    "certificate.revocation_confirmed": lambda data: gettext("Confirmed: {kind}").format(
        kind=KIND_NAMES[data["kind"]]
    ),
    "certificate.revocation_declined": lambda data: gettext("Not agreed to: {kind}").format(
        kind=KIND_NAMES[data["kind"]]
    ),
    "certificate.cancelled": _cancelled,
    "certificate.expired": lambda data: gettext("Expired; since {day} it no longer holds").format(
        day=_day(data["on"])
    ),
    "certificate.reminded": lambda data: gettext(
        "The holder was reminded that it holds until {day}"
    ).format(day=_day(data["valid_to"])),
}
