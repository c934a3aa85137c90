"""到期日为何变动: why the day by which an answer is due is another one than it was, in one sentence each."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext, ngettext

from tongban.kernel.cases import events
from tongban.kernel.cases.state import PauseRow
from tongban.kernel.cases.story import Happened, Story
from tongban.portal.public.said import clauses, day_in_words
from tongban.portal.public.telling_handling import named
from tongban.ui.templatetags.look import full_day


def moved_days(story: Story, *, own: bool) -> list[str]:
    """Return what moved the due days, in the order in which it did; reasons in words are the applicant's alone."""
    found: list[str] = []
    for _at, batch in groupby(story.happened, key=lambda one: one.record.at):
        command = list(batch)
        moved = _moved(command, story)
        why = _why(command, story, own=own)
        if moved or why:
            reason = why or gettext("The calendar of the year was changed")
            found.append(clauses(reason, moved))
    return found


def _moved(command: Sequence[Happened], story: Story) -> str:
    """Say which due day each limit of the case had and has."""
    words = {
        "promised": gettext("promised by {day} instead of {before}"),
        "statutory": gettext("by law until {day} instead of {before}"),
    }
    kinds = {limit.id: limit.kind for limit in story.limits if limit.round is None}
    return clauses(
        *(
            words[kinds[one.event.limit]].format(
                day=day_in_words(one.event.due_on), before=day_in_words(one.event.before)
            )
            for one in command
            if isinstance(one.event, events.LimitRecounted | events.LimitExtended)
            and one.event.due_on != one.event.before
            and kinds.get(one.event.limit) in words
        )
    )


def _why(command: Sequence[Happened], story: Story, *, own: bool) -> str:
    for one in command:
        match one.event:
            case events.Paused(pause=pause):
                return _paused(story.state.pauses[pause])
            case events.Resumed(pause=pause):
                row = story.state.pauses[pause]
                return gettext("{ground}: the time runs on since {day}").format(
                    ground=named(row.ground), day=full_day(row.until or one.record.at)
                )
            case events.Extended(days=days):
                words = ngettext(
                    "Extended by {n} working day", "Extended by {n} working days", days
                ).format(n=days)
                return clauses(words, one.words if own else "")
            case _:
                pass
    return ""


def _paused(row: PauseRow) -> str:
    words = gettext("{ground}: the time from {since} to {until} does not count")
    return words.format(
        ground=named(row.ground), since=full_day(row.since), until=full_day(_end(row))
    )


def _end(row: PauseRow) -> datetime:
    """Return when a pause ended, or is announced to end."""
    return row.until or row.announced
