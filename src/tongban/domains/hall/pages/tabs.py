"""The doors between this trade's pages."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext

from tongban.domains.hall.doors import reader_of, today
from tongban.domains.hall.queries.places import managed_halls


@dataclass(frozen=True, slots=True)
class Tab:
    """页签: a page of the trade, and whether it is the one that is open."""

    url: str
    label: str
    current: bool


def tabs(request: HttpRequest, name: str) -> list[Tab]:
    """Return the pages that are open to the reader, the one of that name marked."""
    known = {
        "counter": pgettext("hall tab", "Calling"),
        "appointments": pgettext("hall tab", "Appointments"),
        "questions": pgettext("hall tab", "First-asked questions"),
        "rota": pgettext("hall tab", "Rota"),
        "patrols": pgettext("hall tab", "Patrols"),
    }
    if managed_halls(reader_of(request), on=today()):
        known |= {
            "keeper": pgettext("hall tab", "The hall today"),
            "windows": pgettext("hall tab", "Windows and hours"),
        }
    return [Tab(reverse(f"hall:{each}"), words, each == name) for each, words in known.items()]
