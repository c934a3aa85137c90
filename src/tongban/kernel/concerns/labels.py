"""Names of the kinds of concerns."""

from django.utils.translation import gettext_lazy as _

from tongban.kernel.concerns.rules import ConcernKind

KINDS = [
    (ConcernKind.UNRESOLVED.value, _("Something could not be got done")),
    (ConcernKind.SUGGESTION.value, _("A suggestion")),
]
