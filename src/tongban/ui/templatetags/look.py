"""Dates, instants and the visitor's preferences in templates: `{% load look %}`."""

from datetime import date, datetime

from django import template
from django.template import Context
from django.utils import formats
from django.utils.translation import get_language, gettext

from tongban.standards.calendars import SHANGHAI
from tongban.ui.pages import ELDER_COOKIE

register = template.Library()


def _in_shanghai(value: date | datetime) -> date:
    return value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """Return the day without its year: `11月27日`, in English `Nov 27`; an instant is taken in Shanghai."""
    if value is None:
        return ""
    return formats.date_format(_in_shanghai(value), gettext("M j"))


@register.filter
def full_day(value: date | datetime | None) -> str:
    """Return the day with its year: `2026年11月27日`, in English `Nov 27, 2026`."""
    if value is None:
        return ""
    return formats.date_format(_in_shanghai(value), gettext("M j, Y"))


@register.filter
def moment(value: datetime | None) -> str:
    """Return the day and the minute in Shanghai: `11月27日 09:05`, in English `Nov 27, 09:05`."""
    if value is None:
        return ""
    return formats.date_format(value.astimezone(SHANGHAI), gettext("M j, H:i"))


@register.filter
def iso(value: date | datetime | None) -> str:
    """Return the value for a `datetime` attribute; an instant with its Shanghai offset."""
    if value is None:
        return ""
    return (value.astimezone(SHANGHAI) if isinstance(value, datetime) else value).isoformat()


@register.filter
def weekday(value: date) -> str:
    """Return the day of the week: `星期五`, in English `Friday`."""
    return formats.date_format(value, "l")


@register.simple_tag(takes_context=True)
def elder(context: Context) -> bool:
    """Say whether the visitor asked for large type (长者模式)."""
    request = context.get("request")
    return request is not None and request.COOKIES.get(ELDER_COOKIE) == "1"


@register.simple_tag
def html_lang() -> str:
    """Return the page's language as browsers and screen readers know it: `zh-Hans` or `en`."""
    return "zh-Hans" if (get_language() or "").startswith("zh") else "en"
