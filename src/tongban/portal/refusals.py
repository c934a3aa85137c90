"""Refusals in the visitor's language."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from tongban.kernel import Fact, Refusal
from tongban.portal.moments import SHANGHAI


def spoken(refusal: Refusal) -> str:
    """Return the refusal's words, translated, with its facts filled in; dates are written as people write them."""
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    return gettext(refusal.words).format(**facts)


def _shown(fact: Fact) -> str | int:
    if isinstance(fact, datetime):
        return date_format(fact.astimezone(SHANGHAI), gettext("M j, H:i"))
    if isinstance(fact, date):
        return date_format(fact, gettext("M j, Y"))
    return fact
