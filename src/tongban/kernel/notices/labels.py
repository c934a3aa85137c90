"""The words people read for states of deliveries and for why a try failed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.kernel.notices.rules import Fault, State

STATES = {
    State.WAITING.value: pgettext_lazy("delivery", "Waiting"),
    State.SENT.value: pgettext_lazy("delivery", "Sent"),
    State.FAILED.value: pgettext_lazy("delivery", "Failed, will be tried again"),
    State.GIVEN_UP.value: pgettext_lazy("delivery", "Given up"),
}
FAULTS = {
    Fault.ADDRESS_REFUSED.value: _("The address does not exist or takes nothing."),
    Fault.MESSAGE_REFUSED.value: _("The provider refused the message."),
    Fault.UNREACHABLE.value: _("The provider could not be reached."),
    Fault.BROKEN.value: _("Sending broke off; the program's log says where."),
    Fault.UNWANTED.value: _("The applicant no longer wants to be told this way."),
}
