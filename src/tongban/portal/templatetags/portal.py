"""What every page of the portal shows: `{% load portal %}`."""

from django import template
from django.template import Context

from tongban.portal.limits import limit_words
from tongban.portal.place import Place, is_demo, place
from tongban.portal.public import messages
from tongban.portal.visitors import visitor
from tongban.ui.doors import Door, public_doors

register = template.Library()


@register.simple_tag
def here() -> Place:
    """Return the place that this house serves."""
    return place()


@register.simple_tag
def demonstration() -> bool:
    """Say whether this is a demonstration with invented people."""
    return is_demo()


@register.simple_tag(takes_context=True)
def unread(context: Context) -> int:
    """Return how many messages the visitor has not opened; none for the public."""
    person = visitor(context["request"])
    return messages.unread(person) if person else 0


@register.simple_tag
def doors_for_all() -> list[Door]:
    """Return the doors that trades bring for everybody."""
    return public_doors()


@register.filter
def limit(value: str | None) -> str:
    """Return a limit such as `15wd` in words."""
    return limit_words(value)
