"""Refusals in the visitor's language."""

from datetime import date, datetime

from django.utils.translation import gettext

from tongban.kernel import Fact, Refusal
from tongban.ui.templatetags.look import full_day, moment


def spoken(refusal: Refusal) -> str:
    """Return the refusal's words, translated, with its facts filled in; dates are written as people write them."""
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    return gettext(refusal.words).format(**facts)


def _shown(fact: Fact) -> str | int:
    if isinstance(fact, datetime):
        return moment(fact)
    return full_day(fact) if isinstance(fact, date) else fact
