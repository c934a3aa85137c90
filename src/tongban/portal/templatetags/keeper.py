"""What the keeper's list says of a matter: `{% load keeper %}`."""

from django import template
from django.utils.translation import ngettext

from tongban.kernel.catalogue.queries import MatterVersion
from tongban.portal.staff.catalogue.finding import LABELS
from tongban.portal.wording import listed

register = template.Library()
SHOWN = 3


@register.simple_tag
def lacking(version: MatterVersion) -> str:
    """Return the weightiest that is missing, and how much more."""
    names = [str(LABELS[name]) for name in version.lacking if name in LABELS]
    more = len(names) - SHOWN
    if more <= 0:
        return listed(names)
    words = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return words.format(names=listed(names[:SHOWN]), n=more)
