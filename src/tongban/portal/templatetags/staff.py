"""What every page of the staff shows in its bar: `{% load staff %}`."""

from django import template
from django.template import Context

from tongban.kernel.identity.queries import Post, posts_of
from tongban.portal.moments import today
from tongban.portal.staff.entry import Bar, bar_of
from tongban.portal.visitors import signed_in

register = template.Library()


@register.simple_tag(takes_context=True)
def bar(context: Context) -> Bar:
    """Return how much there is to do (`open_items` where the page counted already), and which doors are open."""
    return bar_of(signed_in(context["request"]), total=context.get("open_items"))


@register.simple_tag(takes_context=True)
def posts(context: Context) -> list[Post]:
    """Return the posts from which the reader acts."""
    return posts_of(signed_in(context["request"]), on=today())
