"""What every page of the portal shows: `{% load portal %}`."""

from django import template

from tongban.portal.limits import limit_words
from tongban.portal.place import Place, is_demo, place

register = template.Library()


@register.simple_tag
def here() -> Place:
    """Return the place that this house serves."""
    return place()


@register.simple_tag
def demonstration() -> bool:
    """Say whether this is a demonstration with invented people."""
    return is_demo()


@register.filter
def limit(value: str | None) -> str:
    """Return a limit such as `15wd` in words."""
    return limit_words(value)
