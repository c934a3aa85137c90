"""Limits in words: how long something may take."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from tongban.kernel.catalogue.queries import MatterVersion


@dataclass(frozen=True, slots=True)
class Limits:
    """时限: the statutory and the promised limit of one version in words; empty where none was entered."""

    statutory: str
    promised: str


def limits_of(version: MatterVersion) -> Limits:
    """Return both limits of the version in words."""
    return Limits(
        statutory=limit_words(version.statutory),
        promised=limit_words(version.promised),
    )


def limit_words(limit: str | None) -> str:
    """Return a limit such as `15wd` in words: `15 working days`; nothing for `None`."""
    if not limit:
        return ""
    digits = limit.rstrip("wdcmoyh")
    return _counted(int(digits), limit.removeprefix(digits))


def _counted(amount: int, unit: str) -> str:
    words = {
        "wd": ngettext("{n} working day", "{n} working days", amount),
        "cd": ngettext("{n} calendar day", "{n} calendar days", amount),
        "mo": ngettext("{n} month", "{n} months", amount),
        "y": ngettext("{n} year", "{n} years", amount),
        "h": ngettext("{n} hour", "{n} hours", amount),
    }
    return words[unit].format(n=amount)
