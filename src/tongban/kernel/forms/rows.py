"""Adding, removing and dropping rows of tables, and settling what is kept of the answers."""

import re
from collections.abc import Callable, Iterable, Mapping

from tongban.kernel.forms.conditions import settled_parts
from tongban.kernel.forms.formats import DOCUMENT
from tongban.kernel.forms.shapes import (
    Field,
    Filled,
    Form,
    Json,
    Kind,
    Section,
    Values,
    leaves,
    without_rows,
)


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

    Only questions about the applicant are filled in: rows of tables and sections `x-about: another` are not, nor what a
    section asks a second time, as the name of the head office after that of the branch.
    """
    values: dict[str, Json] = {}
    for section in form.sections:
        found = {
            field.name: known[field.element]
            for field in _own_questions(section)
            if field.element in known
        }
        if found:
            values[section.name] = found
    return values


def stated(form: Form, values: Values) -> dict[str, Json]:
    """Return what the answers state of the applicant by data element: the first of each, from where it is filled in."""
    found: dict[str, Json] = {}
    for section in form.sections:
        answers = values.get(section.name)
        if isinstance(answers, dict):
            for field in _own_questions(section):
                if answers.get(field.name) is not None:
                    found.setdefault(field.element, answers[field.name])
    return found


def filled_in(
    form: Form, known: Mapping[str, Json], origins: Mapping[str, tuple[str, str]]
) -> dict[str, Filled]:
    """Return by path what `prefilled` takes out of `known`, where `origins` tell source and day of its element."""
    return {
        field.path: Filled(known[field.element], *origins[field.element])
        for section in form.sections
        for field in _own_questions(section)
        if field.element in known and field.element in origins
    }


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


def _own_questions(section: Section) -> Iterable[Field]:
    """Return the questions by data element that are about the applicant: the first of each element."""
    if not section.about_applicant:
        return ()
    first: dict[str, Field] = {}
    for field in section.fields:
        if field.element:
            first.setdefault(field.element, field)
    return first.values()


def _changed(
    values: Values, path: str, change: Callable[[list[Json]], list[Json]]
) -> dict[str, Json]:
    section, _, name = path.partition(".")
    answers = values.get(section)
    inner = dict(answers) if isinstance(answers, dict) else {}
    rows = inner.get(name)
    inner[name] = change(rows if isinstance(rows, list) else [])
    return {**values, section: inner}
