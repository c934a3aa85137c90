"""工作台用语: what acts, outcomes, channels and states are called on the staff's pages."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from tongban.kernel.cases.queries import Case

CHANNELS = {
    "portal": gettext_lazy("Applied for online"),
    "counter": gettext_lazy("Taken in at the counter"),
}
VERBS = {
    "accept": gettext_lazy("Accept"),
    "review": gettext_lazy("Review"),
    "decide": gettext_lazy("Decide"),
}
OUTCOMES = {
    ("accept", "agreed"): gettext_lazy("Accepted for handling"),
    ("review", "agreed"): gettext_lazy("Agreed"),
    ("review", "refused"): gettext_lazy("Not agreed"),
    ("decide", "agreed"): gettext_lazy("Approved"),
    ("decide", "refused"): gettext_lazy("Not approved"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """办件状态: its name for the staff, and its colour."""

    name: str
    tone: str


def outcome_words(act: str, outcome: str) -> str:
    """Return what came of a step, or nothing while nothing has."""
    return str(OUTCOMES.get((act, outcome), ""))


def standing_of(case: Case) -> Standing:
    """Say how a case stands."""
    match case.state, case.outcome:
        case "submitted", _:
            return Standing(gettext("To be accepted"), "soon")
        case "accepted", _:
            return Standing(gettext("Being handled"), "brand")
        case "withdrawn", _:
            return Standing(gettext("Withdrawn by the applicant"), "")
        case _, "granted":
            return Standing(gettext("Closed, approved"), "ok")
        case _:
            return Standing(gettext("Closed, not approved"), "late")
