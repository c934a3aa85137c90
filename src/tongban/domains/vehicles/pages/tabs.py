"""The doors between this trade's pages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, pgettext


@dataclass(frozen=True, slots=True)
class Tab:
    """页签: a page of the trade, and whether it is the one that is open."""

    url: str
    label: str
    current: bool


def tabs(name: str) -> list[Tab]:
    """Return the trade's pages, the one of that name marked."""
    known = {
        "fleet": gettext("Vehicle accounts"),
        "use": gettext("Use of cars"),
        "yearly": gettext("Yearly return"),
        "statements": gettext("Fuel-card statements"),
        "repairs": gettext("Repair orders"),
        "service": gettext("Services due"),
        "tracks": gettext("Tracks"),
        "papers": gettext("Papers that lapse"),
        "places": pgettext("tab", "Places for cars"),
        "plans": gettext("Plans of cars"),
    }
    return [Tab(reverse(f"vehicles:{each}"), words, each == name) for each, words in known.items()]
