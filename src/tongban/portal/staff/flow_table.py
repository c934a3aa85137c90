"""办件流转单: every step of a case on one sheet: who had it, from when to when, and what he said. To be printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.cases.state import ItemRow, RoundRow
from tongban.kernel.cases.story import Story, story_of
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import names_of
from tongban.kernel.law.queries import in_force
from tongban.portal.moments import now
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case
from tongban.portal.staff.telling import moved_days
from tongban.portal.staff.wording import outcome_words, result_of, standing_of
from tongban.portal.visitors import signed_in
from tongban.standards.calendars import Calendar

LEFT = {
    "transferred": gettext_lazy("Handed on"),
    "removed": gettext_lazy("Taken away"),
    "recalled": gettext_lazy("Taken back"),
}
"""不再由其办理: how a post was rid of its part without having done it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """流转一行: one post's part in a step. `days` are the working days it took, or has taken so far."""

    step: str
    organ: str
    post: str
    by: str
    came: datetime
    done: datetime | None
    days: int
    outcome: str
    words: str


@for_staff
@require_safe
def flow_table(request: HttpRequest, number: str) -> HttpResponse:
    """Show the sheet of a case to who may see the case."""
    person = signed_in(request)
    found, at = staff_case(person, number), now()
    story = story_of(found, person, at=at)
    context = {
        "case": found,
        "version": story.version,
        "applicant": story.applicant,
        "standing": standing_of(found),
        "result": result_of(found),
        "stops": stops(story, at=at),
        "moved": moved_days(story),
        "hash": story.head,
        "printed": at,
        "reader": person,
    }
    return render(request, "portal/staff/flow_table.html", context)


def stops(story: Story, *, at: datetime) -> list[Stop]:
    """Return the steps in the order in which they came; what was taken away undone is left out."""
    items = [
        one for one in story.state.items.values() if one.state in {"open", "waiting", "done", *LEFT}
    ]
    actors = {f"organ/{one.organ}" for one in items} | {f"post/{one.post}" for one in items}
    names = names_of({*actors, *(one.by for one in items if one.by)})
    calendar = in_force().calendar(str(story.case.home))
    ordered = sorted(items, key=lambda one: (one.opened_at, one.id))
    return [_stop(story, one, names, calendar, at) for one in ordered]


def _stop(
    story: Story, item: ItemRow, names: Mapping[str, str], calendar: Calendar, at: datetime
) -> Stop:
    round_: RoundRow = story.state.rounds[item.round]
    return Stop(
        step=round_.name,
        organ=names.get(f"organ/{item.organ}", ""),
        post=names.get(f"post/{item.post}", ""),
        by=names.get(item.by or "", ""),
        came=item.opened_at,
        done=item.closed_at,
        days=working_days(calendar, item.opened_at, item.closed_at or at),
        outcome=_outcome(round_.act, item),
        words=str(story.texts.get(item.opinion or 0, {}).get("text", "")),
    )


def _outcome(act: str, item: ItemRow) -> str:
    if item.state in LEFT:
        return str(LEFT[item.state])
    return outcome_words(act, item.outcome) if item.state == "done" else ""


def working_days(calendar: Calendar, since: datetime, until: datetime) -> int:
    """Return the working days after the day of `since` through that of `until`, as limits count them; none within one day."""
    through = calendar.working.through
    return max(0, through(day_of(until).toordinal()) - through(day_of(since).toordinal()))
