"""The one bar between this trade's pages: trips first, then places and books; each reader finds what opens for him."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from tongban.domains.vehicles.dispatches.queries import driven_by, fleets_of
from tongban.kernel.identity.queries import Person
from tongban.kernel.identity.queries.reach import paths_of
from tongban.kernel.identity.rules import Power


@dataclass(frozen=True, slots=True)
class Tab:
    """页签: a page of the trade, and whether it is the one that is open."""

    url: str
    label: str
    current: bool


def tabs(name: str) -> list[Tab]:
    """Return the pages of places and books, the one of that name marked."""
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


def bar(reader: Person, books: Sequence[Tab], trip: str, *, on: date) -> list[Tab]:
    """Return the tabs that lead the reader somewhere; `trip` names the page of trips that is open."""
    keeps = bool(fleets_of(reader, on=on))
    trips = {"own": pgettext("cars", "My requests")}
    if driven_by(reader).exists():
        trips["driving"] = gettext("My driving")
    if keeps:
        trips["schedule"] = gettext("Dispatch board")
    trips["trips"] = gettext("Register of car use")
    found = [Tab(reverse(f"vehicles:{each}"), words, each == trip) for each, words in trips.items()]
    if not paths_of(reader, Power.READ_REGISTERS, on=on):
        return found
    statements = reverse("vehicles:statements")
    return [*found, *(one for one in books if keeps or one.url != statements)]
