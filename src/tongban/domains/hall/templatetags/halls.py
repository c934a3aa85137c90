"""What the templates of this trade say: `{% load halls %}`."""

from collections.abc import Mapping
from datetime import datetime

from django import template

from tongban.kernel.clock import SHANGHAI

register = template.Library()


@register.filter
def named(names: Mapping[object, str], key: object) -> str:
    """Return the name of a matter or an actor among those that the page looked up."""
    return names.get(key, "")


@register.filter
def hour(at: datetime | None) -> str:
    """Return the time of day in Shanghai, as 09:30."""
    return f"{at.astimezone(SHANGHAI):%H:%M}" if at else ""
