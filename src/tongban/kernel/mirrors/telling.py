"""Tells people how an import of reports went, in the language of their file."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongban.kernel.clock import SHANGHAI
from tongban.kernel.mirrors.actions import Imported, Refused
from tongban.kernel.mirrors.labels import FIELDS


def told(report: Imported) -> Iterator[str]:
    """Give the lines of a report: the counts, then every row that was refused, with its field and what to do."""
    words = _(
        "{rows} rows: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused."
    )
    yield words.format(**report.counts)
    if report.dry_run:
        yield _("This was a dry run: nothing was changed.")
    for each in report.refused:
        yield _line(each)


def _line(refused: Refused) -> str:
    refusal = refused.refusal
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    field = FIELDS.get(str(refusal.facts.get("field", "")), "")
    words = pgettext("import of reports", "  line {line}, {field}: {reason}")
    reason = _(refusal.words).format(**facts)
    return words.format(line=refused.line, field=field, reason=reason)


def _shown(fact: object) -> object:
    if isinstance(fact, datetime):
        return f"{fact.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return fact.isoformat() if isinstance(fact, date) else fact
