"""取自何处: from where and when an answer is known that a form began with, in words."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext

from tongban.kernel.forms.queries import OpenDraft
from tongban.kernel.forms.rules import Json, Values
from tongban.kernel.parties.rules import REGISTER
from tongban.ui.templatetags.look import full_day

CASE = "case/"


def origins_of(draft: OpenDraft, *, numbers: bool) -> dict[str, str]:
    """Return by path the words for each answer that still is what the draft began with.

    `numbers` names the case too: for the applicant, not for a clerk who may have nothing to do with it.
    """
    return {
        path: origin(one.source, date.fromisoformat(one.since), numbers=numbers)
        for path, one in draft.filled.items()
        if _answer(draft.values, path) == one.value
    }


def origin(source: str, since: date, *, numbers: bool) -> str:
    """Return from where a value is known, and since when."""
    day = full_day(since)
    if source == REGISTER:
        return gettext("Taken from the register, {day}").format(day=day)
    if numbers and source.startswith(CASE):
        words = gettext("Taken from the application of {day} ({number})")
        return words.format(day=day, number=source.removeprefix(CASE))
    return gettext("Taken from the application of {day}").format(day=day)


def _answer(values: Values, path: str) -> Json:
    section, _, name = path.partition(".")
    answers = values.get(section)
    return answers.get(name) if isinstance(answers, Mapping) else None
