"""证照的动作: issue, change, renew, cancel; propose and confirm that one ends; what the calendar brings."""

from tongban.kernel.certificates.actions.asking import ask_renewal, close_renewal
from tongban.kernel.certificates.actions.ending import (
    cancel,
    confirm_revocation,
    propose_revocation,
)
from tongban.kernel.certificates.actions.issuing import NewCertificate, change, issue, renew
from tongban.kernel.certificates.actions.sweeping import sweep

__all__ = [
    "NewCertificate",
    "ask_renewal",
    "cancel",
    "change",
    "close_renewal",
    "confirm_revocation",
    "issue",
    "propose_revocation",
    "renew",
    "sweep",
]
