"""The words people read for states of certificates, ways to end them and the grounds for it."""

from django.utils.translation import gettext_lazy as _

from tongban.kernel.certificates.renewals import Request
from tongban.kernel.certificates.rules import Kind, State

STATES = [
    (State.VALID.value, _("Valid")),
    (State.SUPERSEDED.value, _("Replaced by a newer print")),
    (State.EXPIRED.value, _("Expired")),
    (State.WITHDRAWN.value, _("Withdrawn (lawful, taken back)")),
    (State.REVOKED.value, _("Revoked (unlawfully granted)")),
    (State.RESCINDED.value, _("Rescinded as a penalty")),
    (State.CANCELLED.value, _("Cancelled")),
]
KINDS = [
    (Kind.REVOKED.value, _("Revoke")),
    (Kind.WITHDRAWN.value, _("Withdraw")),
    (Kind.RESCINDED.value, _("Rescind")),
    (Kind.CANCELLED.value, _("Cancel the registration")),
]
REQUESTS = [
    (Request.IN_TIME.value, _("Renewal asked in time")),
    (Request.LATE_BUT_ADMISSIBLE.value, _("Renewal asked late, but admissible")),
]
GROUND_NAMES = {
    "abuse_or_neglect": _("Granted by abuse of power or neglect of duty"),
    "beyond_powers": _("Granted beyond the organ's powers"),
    "against_procedure": _("Granted against the procedure of the law"),
    "not_qualified": _("Granted to somebody who did not qualify"),
    "other_revocation": _("Other cases in which the law lets it be revoked"),
    "deceit_or_bribery": _("Obtained by deceit, bribery or other improper means"),
    "law_changed": _("The law it rests on was amended or repealed"),
    "circumstances_changed": _("The circumstances it rests on changed greatly"),
    "forged_or_lent": _("Altered, resold, leased, lent or otherwise passed on"),
    "beyond_scope": _("Acted beyond what it permits"),
    "hid_or_refused": _("Hid facts from inspection, gave false papers or refused true ones"),
    "other_breach": _("Other breaches that the law names"),
    "expired_not_renewed": _("Expired and not renewed"),
    "holder_lost_capacity": _("The holder died or lost capacity"),
    "organisation_ended": _("The organisation ended by law"),
    "taken_back": _("It was revoked, withdrawn or rescinded"),
    "force_majeure": _("Force majeure makes it impossible to carry out"),
    "other_cancellation": _("Other cases in which the law lets it be cancelled"),
    "applied": _("The holder applied for it"),
}
