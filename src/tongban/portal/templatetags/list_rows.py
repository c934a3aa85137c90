"""What a row of a public list says, in templates: `{% load list_rows %}`."""

from django import template

from tongban.kernel.catalogue.lists import Row
from tongban.portal.public.list_words import words

register = template.Library()


@register.filter
def says(row: Row, field: str) -> str:
    """Return what the row says in that field; nothing where it was not entered."""
    return words(row, field)
