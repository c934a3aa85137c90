"""Adding, removing and dropping rows of tables, and settling what is kept of the answers."""

import re
from collections.abc import Callable, Mapping

from tongban.kernel.forms.conditions import settled_parts
from tongban.kernel.forms.formats import DOCUMENT
from tongban.kernel.forms.shapes import Form, Json, Kind, Values, leaves, without_rows


def settled(form: Form, values: Values) -> dict[str, Json]:
    """Return what is kept of `values`: no part that was not asked, no blank row, nothing empty that need not be."""
    kept = settled_parts(form, values)
    for section in form.sections:
        answers = kept.get(section.name)
        if isinstance(answers, dict):
            for field in section.fields:
                rows = answers.get(field.name)
                if field.kind is Kind.TABLE and isinstance(rows, list):
                    filled: list[Json] = [row for row in rows if row]
                    answers[field.name] = filled
                    if not filled and not field.required:
                        del answers[field.name]
            if not answers and not section.required:
                del kept[section.name]
    return kept


def prefilled(form: Form, known: Mapping[str, Json]) -> dict[str, Json]:
    """Return the answers that are known already by data element (`person.name`), to begin a draft with.

    Only questions about the applicant are filled in: rows of tables and sections `x-about: another` are not.
    """
    values: dict[str, Json] = {}
    for section in form.sections:
        found = {
            field.name: known[field.element] for field in section.fields if field.element in known
        }
        if found and section.about_applicant:
            values[section.name] = found
    return values


def with_row(form: Form, values: Values, path: str) -> dict[str, Json]:
    """Return `values` with a blank row at the end of the table at `path`; a full or unknown table stays as it is."""
    field = next((f for f in form.fields() if f.path == path and f.kind is Kind.TABLE), None)
    if field is None:
        return dict(values)
    most = field.bounds.high or 0
    return _changed(values, path, lambda rows: [*rows, {}] if len(rows) < most else rows)


def without_row(form: Form, values: Values, path: str) -> dict[str, Json]:
    """Return `values` without the row at `path` (`household.members.2`); an unknown row changes nothing."""
    table, _, number = path.rpartition(".")
    known = any(f.path == table and f.kind is Kind.TABLE for f in form.fields())
    if not known or not re.fullmatch("[0-9]{1,6}", number):
        return dict(values)
    return _changed(
        values, table, lambda rows: [r for at, r in enumerate(rows) if at != int(number)]
    )


def references(form: Form, values: Values) -> tuple[str, ...]:
    """Return the documents that the answers refer to, such as `document/12`, in the order of the form."""
    files = {field.path for field in form.fields() if field.kind is Kind.FILE}
    found = ((without_rows(path), str(value)) for path, value in leaves(values))
    return tuple(value for path, value in found if path in files and DOCUMENT.fullmatch(value))


def _changed(
    values: Values, path: str, change: Callable[[list[Json]], list[Json]]
) -> dict[str, Json]:
    section, _, name = path.partition(".")
    answers = values.get(section)
    inner = dict(answers) if isinstance(answers, dict) else {}
    rows = inner.get(name)
    inner[name] = change(rows if isinstance(rows, list) else [])
    return {**values, section: inner}
