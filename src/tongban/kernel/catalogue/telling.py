"""Tells people how an import went, in the language of their file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from tongban.kernel.catalogue.items import Remark
from tongban.kernel.catalogue.sheets import Sheet
from tongban.kernel.catalogue.sorting import Report
from tongban.kernel.sheets.formulas import disarmed
from tongban.standards.codes import matter_code

_SHOWN = 20


def reason(remark: Remark) -> str:
    """Return what was noticed, in the language in force."""
    fault = remark.fault
    said = "" if fault is None else _(fault.words).format(**fault.facts)
    return _(remark.reason).format(**remark.facts, fault=said)


def remedy(remark: Remark) -> str:
    """Return what to do about it, in the language in force."""
    return _(remark.remedy).format(**remark.facts)


def oddity(item_code: str) -> str:
    """Return what is odd about an item code, in the language in force; nothing if it follows a known scheme."""
    fault = matter_code.check(item_code)
    return "" if fault is None else _(fault.words).format(**fault.facts)


def told(report: Report) -> Iterator[str]:
    """Give the lines of a report: the counts, then the first rejected rows and warnings."""
    words = _(
        "{rows} rows: {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected; {warnings} warnings."
    )
    yield words.format(**report.counts)
    if report.dry_run:
        yield _("This was a dry run: nothing was changed.")
    yield from _listed(_("Rejected rows"), report.rejected)
    yield from _listed(_("Warnings"), report.warnings)


def rejected_rows(sheet: Sheet, rejected: Iterable[Remark]) -> str:
    """Return a CSV of the rejected rows as they were, with line, column, reason and remedy before them.

    Formulas are disarmed, so that Excel shows them as text.
    """
    lines = {line.number: line for line in sheet.lines}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        map(disarmed, (_("Line"), _("Column"), _("Reason"), _("Remedy"), *sheet.header))
    )
    for remark in sorted(rejected, key=lambda remark: remark.line):
        cells = (
            str(remark.line),
            remark.field,
            reason(remark),
            remedy(remark),
            *lines[remark.line].raw,
        )
        writer.writerow(map(disarmed, cells))
    return text.getvalue()


def _listed(title: str, remarks: Sequence[Remark]) -> Iterator[str]:
    if not remarks:
        return
    yield title
    for remark in remarks[:_SHOWN]:
        words = _("  line {line}: {reason} {remedy}")
        yield words.format(line=remark.line, reason=reason(remark), remedy=remedy(remark))
    if len(remarks) > _SHOWN:
        yield _("  … and {more} more").format(more=len(remarks) - _SHOWN)
