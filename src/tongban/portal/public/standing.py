"""办件状态: how a case stands in citizens' words, what happens next, and until when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from django.utils.translation import get_language, gettext, pgettext

from tongban.kernel.cases.labels import DECLINED
from tongban.kernel.cases.queries import Case
from tongban.standards.procedures import procedure
from tongban.ui.templatetags.look import day

Last: TypeAlias = Mapping[str, date]
"""到期: the last day of each kind of timer that is set: silence, supplement, pause_end, hearing_request, renewal."""
NOTHING: Last = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """办件状态: its name, its colour, and one sentence of what happens next."""

    name: str
    tone: str
    words: str


def standing_of(case: Case, last: Last = NOTHING) -> Standing:
    """Say how a case stands; `last` are the days after which something happens by itself."""
    return STATES[case.state](case, last)


def outcome_of(case: Case) -> str:
    """Return what was decided, as its procedure calls it."""
    return procedure(case.procedure).outcome(case.outcome, get_language() or "")


def _submitted(case: Case, last: Last) -> Standing:
    if case.materials_on is None and case.channel == "agent":
        words = gettext("An agent has it and passes it on; the time counts once it has arrived.")
    elif not procedure(case.procedure).clock:
        words = gettext("It is answered as soon as somebody knows the answer.")
    elif "silence" in last:
        words = gettext(
            "The window answers by {day} whether it is accepted; without an answer it counts as accepted."
        ).format(day=day(last["silence"]))
    else:
        words = gettext("The window looks through the application before it is accepted.")
    return Standing(gettext("Submitted"), "brand", words)


def _supplementing(_case: Case, last: Last) -> Standing:
    name = gettext("Something is missing")
    if "supplement" not in last:
        return Standing(name, "soon", gettext("Please supply what is missing."))
    words = gettext("Please supply what is missing by {day}; otherwise the application goes back.")
    return Standing(name, "soon", words.format(day=day(last["supplement"])))


def _accepted(case: Case, last: Last) -> Standing:
    name = gettext("Accepted")
    if "hearing_request" in last:
        words = gettext("You may ask for a hearing until {day}; until then nothing is decided.")
        return Standing(name, "soon", words.format(day=day(last["hearing_request"])))
    if "pause_end" in last:
        words = gettext("The time stands still until {day}; then it runs on.")
        return Standing(
            gettext("Accepted, time paused"), "brand", words.format(day=day(last["pause_end"]))
        )
    due = case.promised_on or case.statutory_on
    if due is None:
        return Standing(name, "brand", gettext("The departments are dealing with it."))
    words = gettext("The departments are dealing with it; an answer is due by {day}.")
    return Standing(name, "brand", words.format(day=day(due)))


def _decided(case: Case, _last: Last) -> Standing:
    if case.outcome == "answered":
        words = gettext("The answer is there.")
    else:
        words = {
            "post": gettext("The decision is made; it comes to you by post."),
            "electronic": gettext("The decision is made; you receive it electronically."),
        }.get(case.delivery, gettext("The decision is made; please collect it at the window."))
    return Standing(outcome_of(case), _tone(case), words)


def _delivered(case: Case, _last: Last) -> Standing:
    return Standing(outcome_of(case), _tone(case), gettext("The result was delivered."))


def _declined(case: Case, _last: Last) -> Standing:
    name = str(DECLINED.get(case.outcome, "")) or gettext("Not taken on")
    if case.outcome == "not_needed":
        words = gettext("You may do it without asking; nothing more is needed.")
        return Standing(name, "", words)
    words = gettext("The paper gives the reasons and says how to disagree.")
    return Standing(name, "late", words)


def _returned(_case: Case, _last: Last) -> Standing:
    words = gettext("What was asked for did not come in time; a new application is free.")
    return Standing(pgettext("case", "Returned, not supplied in time"), "late", words)


def _withdrawn(_case: Case, _last: Last) -> Standing:
    return Standing(gettext("Withdrawn"), "", gettext("The applicant took it back."))


def _terminated(_case: Case, _last: Last) -> Standing:
    words = gettext("The paper gives the reasons and says how to disagree.")
    return Standing(gettext("Ended without a decision"), "late", words)


def _void(_case: Case, _last: Last) -> Standing:
    words = gettext("It had been entered wrongly, so nothing follows from it.")
    return Standing(pgettext("case", "Void"), "", words)


def _archived(case: Case, last: Last) -> Standing:
    """Say of a closed file how the case ended."""
    if case.decided_at is not None:
        name, tone = outcome_of(case), _tone(case)
    elif case.outcome in DECLINED:
        name, tone = _declined(case, last).name, ""
    else:
        name, tone = gettext("Ended without a decision"), ""
    return Standing(name, tone, gettext("The file is closed."))


def _tone(case: Case) -> str:
    return "late" if case.outcome == "refused" else "ok"


STATES: Mapping[str, Callable[[Case, Last], Standing]] = MappingProxyType(
    {
        "submitted": _submitted,
        "supplementing": _supplementing,
        "accepted": _accepted,
        "decided": _decided,
        "delivered": _delivered,
        "archived": _archived,
        "declined": _declined,
        "returned": _returned,
        "withdrawn": _withdrawn,
        "terminated": _terminated,
        "void": _void,
    }
)
