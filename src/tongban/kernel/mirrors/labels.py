"""Names of the states and outcomes of mirrored cases, and of what a report says."""

from django.utils.translation import pgettext_lazy

from tongban.kernel.mirrors.rules import Outcome, State

STATES = [
    (State.RECEIVED.value, pgettext_lazy("mirror", "Received")),
    (State.SUPPLEMENTING.value, pgettext_lazy("mirror", "To be supplied")),
    (State.ACCEPTED.value, pgettext_lazy("mirror", "Being handled")),
    (State.PAUSED.value, pgettext_lazy("mirror", "Time paused")),
    (State.DECIDED.value, pgettext_lazy("mirror", "Decided")),
    (State.CLOSED.value, pgettext_lazy("mirror", "Closed")),
    (State.TERMINATED.value, pgettext_lazy("mirror", "Terminated")),
]
OUTCOMES = [
    (Outcome.GRANTED.value, pgettext_lazy("mirror", "Granted")),
    (Outcome.REFUSED.value, pgettext_lazy("mirror", "Refused")),
    (Outcome.ANSWERED.value, pgettext_lazy("mirror", "Answered")),
]
FIELDS = {
    "system": pgettext_lazy("mirror", "Reporting system"),
    "number": pgettext_lazy("mirror", "Number there"),
    "item_code": pgettext_lazy("mirror", "Item code"),
    "department": pgettext_lazy("mirror", "Department"),
    "applicant": pgettext_lazy("mirror", "Applicant"),
    "document": pgettext_lazy("mirror", "Identity number or credit code"),
    "state": pgettext_lazy("mirror", "State"),
    "outcome": pgettext_lazy("mirror", "Outcome"),
    "received_on": pgettext_lazy("mirror", "Received on"),
    "accepted_on": pgettext_lazy("mirror", "Accepted on"),
    "promised_on": pgettext_lazy("mirror", "Promised day"),
    "decided_on": pgettext_lazy("mirror", "Decided on"),
    "reported_at": pgettext_lazy("mirror", "Time of the report"),
    "steps": pgettext_lazy("mirror", "Progress"),
}
"""What a refusal names as its field, in words; the columns of a file have the same keys."""
