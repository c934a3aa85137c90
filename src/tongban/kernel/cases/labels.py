"""办件用语: what kinds, grounds and outcomes of a case are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from tongban.kernel.flows import Node

SPECIALS = {
    "hearing": _("Hearing"),
    "tender": _("Tender"),
    "auction": _("Auction"),
    "inspection": _("Inspection of goods"),
    "testing": _("Testing"),
    "quarantine": _("Quarantine"),
    "appraisal": _("Appraisal"),
    "expert_review": _("Expert review"),
    "site_visit": _("Visit on site"),
}
DECLINED = {
    "not_needed": _("No permission is needed"),
    "not_competent": _("Another organ is competent"),
    "not_supplemented": _("Not supplied as asked"),
}
TERMINATED = {
    "applicant_died": _("The applicant has died or can no longer act"),
    "applicant_dissolved": _("The applicant was dissolved"),
    "object_lost": _("What was asked for no longer exists"),
    "matter_cancelled": _("The matter was cancelled"),
    "not_cooperating": _("The applicant does not take part in what is necessary"),
    "force_majeure": _("Force majeure makes it impossible"),
}
REQUESTS = {
    "extension": _("Approve the extension"),
    "termination": _("Approve the termination"),
    "correction": _("Approve the correction"),
    "void": _("Approve that the receipt is void"),
    "receipt_day": _("Approve the day of receipt"),
    "waiver": _("Approve that the hearing was given up"),
    "jump": _("Approve the jump"),
}
READING = pgettext_lazy("step", "Reading")
LATE_STEP = _("The step %(step)s is late by its own time. Please see to it.")
STEP_ENDED = _("The step %(steps)s ended: %(event)s. Nothing is left to do there.")
EVENTS = {"timer": _("The time is over"), "message": _("A message arrived")}
LATE_ENTRY = {"post": _("Came by post"), "outage": _("Power or network failed")}
MODES = {
    "window": pgettext_lazy("delivery", "At the window"),
    "post": pgettext_lazy("delivery", "By post"),
    "electronic": pgettext_lazy("delivery", "Electronically"),
}
PURPOSES = {
    "new": pgettext_lazy("purpose", "New"),
    "change": pgettext_lazy("purpose", "Change"),
    "renewal": pgettext_lazy("purpose", "Renewal"),
    "cancellation": pgettext_lazy("purpose", "Cancellation"),
}
VERDICTS = {
    "same": _("Agrees with the original"),
    "different": _("Differs from the original"),
    "not_shown": _("Original not shown"),
}
TAKEN = {
    "brought": _("Taken in on paper"),
    "seen": _("Original seen and given back"),
    "copy": _("Copy kept, original seen"),
    "missing": _("Not brought, to be supplied"),
    "later": _("To follow later"),
    "known": _("Known already, need not be handed in"),
}
TIMERS = {
    "silence": _("Accepted by silence"),
    "supplement": _("Returned, when nothing is supplied"),
    "pause_end": _("Pause ends"),
    "hearing_request": _("Right to a hearing lapses"),
    "renewal": _("Renewed by silence"),
    "next_step": _("Next step, once somebody holds its post"),
    "node": _("Reminder of the step"),
    "flow": _("Time of the flow"),
}


def event_name(event: Node) -> object:
    """Return what an event of the flow is called: by its own name, the message's, or its sort, in whatever language it is read."""
    sort = event.trigger.sort
    return event.name or event.trigger.code or EVENTS.get(sort, sort)


def in_chinese(label: object) -> str:
    """Return a label as papers and the log say it: in Chinese, whoever is at the screen."""
    with override("zh-hans"):
        return str(label)
