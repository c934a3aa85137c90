"""The words people read for purposes of a trip, its state and the fuel gauge."""

from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.dispatches.states import State
from tongban.domains.vehicles.rules.suitability import Purpose

STATES = [
    (State.ASKED.value, pgettext_lazy("trip", "under approval")),
    (State.APPROVED.value, pgettext_lazy("trip", "waiting for a car")),
    (State.PLANNED.value, pgettext_lazy("trip", "car assigned")),
    (State.OUT.value, pgettext_lazy("trip", "on the road")),
    (State.BACK.value, pgettext_lazy("trip", "back")),
    (State.CANCELLED.value, pgettext_lazy("trip", "cancelled")),
]
PURPOSES = [
    (Purpose.DUTY.value, pgettext_lazy("trip", "Ordinary duty")),
    (Purpose.EMERGENCY.value, pgettext_lazy("trip", "Emergency")),
    (Purpose.ENFORCEMENT.value, pgettext_lazy("trip", "Law enforcement")),
    (Purpose.TECHNICAL.value, pgettext_lazy("trip", "Technical task")),
    (Purpose.CONFIDENTIAL.value, pgettext_lazy("trip", "Confidential papers")),
    (Purpose.RETIRED.value, pgettext_lazy("trip", "Service for the retired")),
]
FUELS = [
    ("full", pgettext_lazy("fuel gauge", "full")),
    ("half", pgettext_lazy("fuel gauge", "half")),
    ("low", pgettext_lazy("fuel gauge", "low")),
]
