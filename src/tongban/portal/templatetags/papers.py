"""The files of one's own case: `{% load papers %}`."""

from collections.abc import Sequence

from django import template

from tongban.kernel.cases.queries import Case
from tongban.portal.contents import Paper
from tongban.portal.public import looking

register = template.Library()


@register.simple_tag
def handed_in(case: Case) -> Sequence[Paper]:
    """Return the files of the reader's own case, each with the address where it is shown."""
    return looking.handed_in(case)
