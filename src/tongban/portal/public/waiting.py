"""等您办理: what waits for the applicant — to supply, to ask for a hearing, to collect a result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.urls import reverse
from django.utils.translation import gettext

from tongban.kernel.cases.queries import Case, timers_of
from tongban.portal.public.following import nearest
from tongban.portal.public.standing import NOTHING, Last
from tongban.ui.templatetags.look import day

Key: TypeAlias = tuple[int, int]
"""The home and the number of a case."""
COLLECTED = frozenset({"granted", "refused"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """等您办理的一项: what to do, in which case, until when, and where."""

    what: str
    title: str
    number: str
    words: str
    url: str


def last_days_of(cases: Sequence[Case]) -> Mapping[Key, Last]:
    """Return the days after which something happens by itself in these cases, by the key of the case."""
    found: dict[Key, list[tuple[str, date]]] = {}
    for timer in timers_of(cases):
        found.setdefault((timer.home, timer.case_id), []).append((timer.kind, timer.due_on))
    return {key: nearest(days) for key, days in found.items()}


def waiting_in(cases: Iterable[Case], last: Mapping[Key, Last]) -> list[Waiting]:
    """Return what the applicant of these cases has to do, the nearest day first."""
    found = [_waiting(case, last.get((case.home, case.id), NOTHING)) for case in cases]
    return [one for _on, one in sorted((each for each in found if each), key=lambda each: each[0])]


def _waiting(case: Case, last: Last) -> tuple[date, Waiting] | None:
    own = reverse("public:own", args=[case.number])
    if case.state == "supplementing":
        on = last.get("supplement", date.max)
        url = reverse("public:supplement", args=[case.number])
        words = gettext("by {day}").format(day=day(on)) if on < date.max else ""
        return on, Waiting(gettext("Supply what is missing"), case.title, case.number, words, url)
    if case.state == "accepted" and "hearing_request" in last:
        on = last["hearing_request"]
        words = gettext("until {day}, if you want one").format(day=day(on))
        what = gettext("Ask for a hearing")
        return on, Waiting(what, case.title, case.number, words, f"{own}#hearing")
    if case.state == "decided" and case.outcome in COLLECTED and case.delivery == "window":
        words = gettext("at the window, with your identity document")
        what = gettext("Collect the result")
        return date.max, Waiting(what, case.title, case.number, words, own)
    return None
