"""工作台用语: what acts, outcomes, channels and states are called on the staff's pages."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy

from tongban.kernel.cases.queries import Case
from tongban.standards.procedures import procedure
from tongban.ui.templatetags.look import full_day

CHANNELS = {
    "portal": gettext_lazy("Applied for online"),
    "counter": gettext_lazy("Taken in at the counter"),
    "post": gettext_lazy("Came by post"),
    "phone": gettext_lazy("Came by telephone"),
    "agent": gettext_lazy("Taken in by an agent"),
}
VERBS = {
    "accept": gettext_lazy("Accept"),
    "review": pgettext_lazy("act", "Review"),
    "decide": gettext_lazy("Decide"),
    "approve": gettext_lazy("Approve or not"),
    "read": pgettext_lazy("act", "Read"),
}
OUTCOMES = {
    ("accept", "agreed"): gettext_lazy("Accepted for handling"),
    ("review", "agreed"): gettext_lazy("Agreed"),
    ("review", "refused"): gettext_lazy("Not agreed"),
    ("review", "abstained"): gettext_lazy("Abstained"),
    ("decide", "abstained"): gettext_lazy("Abstained"),
    ("decide", "agreed"): gettext_lazy("Approved"),
    ("decide", "refused"): gettext_lazy("Not approved"),
    ("approve", "agreed"): pgettext_lazy("request", "Approved"),
    ("approve", "refused"): pgettext_lazy("request", "Not approved"),
    ("read", "read"): pgettext_lazy("outcome", "Read"),
    ("", "answered"): pgettext_lazy("outcome", "Answered"),
    ("", "assigned"): pgettext_lazy("outcome", "Handed out"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """办件状态: its name for the staff, and its colour."""

    name: str
    tone: str


def outcome_words(act: str, outcome: str) -> str:
    """Return what came of a step, or nothing while nothing has."""
    return str(OUTCOMES.get((act, outcome), OUTCOMES.get(("", outcome), "")))


def long_day(iso: str) -> str:
    """Return an ISO day as people write it; nothing for anything else."""
    try:
        return full_day(date.fromisoformat(iso))
    except ValueError:
        return ""


STANDING = {
    "submitted": (pgettext_lazy("case", "To be accepted"), "soon"),
    "supplementing": (pgettext_lazy("case", "To be supplied by the applicant"), "soon"),
    "accepted": (pgettext_lazy("case", "Being handled"), "brand"),
    "decided": (pgettext_lazy("case", "Decided, to be delivered"), "brand"),
    "delivered": (pgettext_lazy("case", "Delivered"), "ok"),
    "archived": (pgettext_lazy("case", "Archived"), ""),
    "returned": (pgettext_lazy("case", "Returned, not supplied in time"), ""),
    "withdrawn": (pgettext_lazy("case", "Withdrawn by the applicant"), ""),
    "terminated": (pgettext_lazy("case", "Ended without a decision"), ""),
    "void": (pgettext_lazy("case", "Void"), ""),
}
DECLINED = {
    "not_needed": pgettext_lazy("case", "No permission needed"),
    "not_competent": pgettext_lazy("case", "Not taken on"),
    "not_supplemented": pgettext_lazy("case", "Not taken on"),
}


def standing_of(case: Case) -> Standing:
    """Say how a case stands."""
    if case.state == "declined":
        return Standing(str(DECLINED.get(case.outcome, DECLINED["not_competent"])), "late")
    if case.state == "submitted" and case.materials_on is None:
        return Standing(pgettext("case", "With the agent"), "soon")
    name, tone = STANDING[case.state]
    return Standing(str(name), tone)


def result_of(case: Case) -> Standing | None:
    """Say what was decided, in the words of its procedure; `None` before."""
    if case.outcome not in {"granted", "refused", "answered"}:
        return None
    name = procedure(case.procedure).outcome(case.outcome, get_language() or "")
    return Standing(name, "late" if case.outcome == "refused" else "ok")
