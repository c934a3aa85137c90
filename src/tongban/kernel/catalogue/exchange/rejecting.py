"""Writes the refused rows of a file as they were, with what is wrong with each before them."""

import csv
import io

from django.utils.translation import gettext as _

from tongban.kernel.catalogue.exchange.fields import CODE_COLUMN
from tongban.kernel.catalogue.exchange.planning import Outcome, Plan
from tongban.kernel.catalogue.exchange.reading import Book
from tongban.kernel.catalogue.telling import reason, remedy
from tongban.kernel.sheets.formulas import disarmed


def rejected_rows(book: Book, plan: Plan) -> str:
    """Return a CSV with one line for each thing that is wrong: line, column, reason, remedy, then the row."""
    header = book.header or (CODE_COLUMN.title, "事项名称")
    text = io.StringIO()
    writer = csv.writer(text)
    first = (_("Line"), _("Column"), _("Reason"), _("Remedy"))
    writer.writerow(map(disarmed, (*first, *header)))
    for row in plan.of(Outcome.REFUSED):
        for remark in row.remarks:
            told = (str(remark.line), remark.field, reason(remark), remedy(remark))
            writer.writerow(map(disarmed, (*told, *row.raw)))
    return text.getvalue()
