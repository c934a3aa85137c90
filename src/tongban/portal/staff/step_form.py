"""本环节填写: what a step fills in of the form, shown in its own form on the case page, and read from what was posted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.fields import Rights, rights_at
from tongban.kernel.cases.story import Story
from tongban.kernel.cases.tasks import Task
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import Fault, Field, Form, Json, Tree
from tongban.kernel.forms.words import FILL_IN, PATTERN
from tongban.portal.uploads import kept_files


@dataclass(frozen=True, slots=True)
class Asked:
    """填写内容: the questions of a step, what stands in the form, and what the step may do with it."""

    form: Form
    values: Mapping[str, Any]
    rights: Rights


@dataclass(frozen=True, slots=True)
class Filled:
    """已填内容: answers by path as the command takes them, the form with them in, and what could not be read."""

    fields: Mapping[str, Json]
    values: Mapping[str, Any]
    faults: tuple[Fault, ...]


def asked_at(story: Story, task: Task | None) -> Asked | None:
    """Return what the step asks; `None` where it fills in nothing."""
    item = story.state.items.get(task.item) if task is not None else None
    if item is None:
        return None
    rights = rights_at(story.version, story.state.rounds[item.round].node)
    if not rights.write:
        return None
    form = forms.of_step(story.form, rights.write, rights.must)
    return Asked(form, story.values, rights)


def tree_of(asked: Asked, files: Mapping[str, str], filled: Filled | None) -> Tree:
    """Return the questions as the page renders them, with what was typed before a refusal and its faults."""
    return forms.shown(
        asked.form,
        filled.values if filled else asked.values,
        filled.faults if filled else (),
        language=get_language() or "",
        voice=forms.Voice(say=gettext, files=files),
    )


def filled_in(request: HttpRequest, asked: Asked, act: Act) -> Filled:
    """Read what was posted, and keep its files; a table that comes whole has its rows added or removed as asked."""
    files, refused = kept_files(request, asked.form, act)
    posted = {key: request.POST.getlist(key) for key in request.POST}
    held = forms.references(asked.form, asked.values)
    read = forms.read(asked.form, posted, files=files, kept=held)
    values, fields = dict(asked.values), {}
    for field in _questions(asked.form):
        answers = read.values.get(field.path.partition(".")[0])
        given = answers.get(field.name) if isinstance(answers, dict) else None
        for path, value in _by_path(field, given, asked, _numbers(request, field)):
            fields[path] = value
            values = _with(values, path, value)
    if path := request.POST.get("_add", ""):
        values = forms.with_row(asked.form, values, path)
    elif path := request.POST.get("_remove", ""):
        values = forms.without_row(asked.form, values, path)
    return Filled(fields, values, (*refused, *read.faults))


def _questions(form: Form) -> list[Field]:
    return [field for section in form.sections for field in section.fields]


def _numbers(request: HttpRequest, field: Field) -> list[int]:
    """Return the rows of which something was posted, in order: a row with nothing ticked in it posts nothing."""
    names = (*request.POST, *request.FILES)
    rows = (name.removeprefix(f"{field.path}.").partition(".")[0] for name in names)
    return sorted({int(one) for one in rows if re.fullmatch("[0-9]{1,6}", one)})


def _by_path(field: Field, given: Json, asked: Asked, numbers: list[int]) -> list[tuple[str, Json]]:
    """Return an answer by the paths that the step may write: a table whole, or the cells of its rows."""
    if field.fixed:
        rows = given if isinstance(given, list) else []
        return [
            (f"{field.path}.{number}.{column.name}", _cell(row, column.name))
            for number, row in zip(numbers, rows, strict=False)
            for column in field.columns
            if number < len(_rows(field, asked))
        ]
    if isinstance(given, list):
        given = [row for row in given if row]
    return [(field.path, given)]


def _rows(field: Field, asked: Asked) -> list[Json]:
    section = asked.values.get(field.path.partition(".")[0], {})
    rows = section.get(field.name) if isinstance(section, Mapping) else None
    return rows if isinstance(rows, list) else []


def _cell(row: Json, name: str) -> Json:
    return row.get(name) if isinstance(row, dict) else None


def _with(values: Mapping[str, Any], path: str, value: Json) -> dict[str, Any]:
    """Return the answers with one in, to be shown again."""
    section, name, *cell = path.split(".")
    inner = dict(values.get(section) or {})
    if cell:
        rows = [dict(row) for row in inner.get(name, [])]
        rows[int(cell[0])][cell[1]] = value
        inner[name] = rows
    else:
        inner[name] = value
    return {**values, section: inner}


def readable(filled: Filled) -> dict[str, Json]:
    """Return what goes to the command; refuse what could not be read as the question asks."""
    if filled.faults:
        raise Refusal(
            "portal.not_readable",
            "Something that was filled in cannot be read. Please correct what is marked and submit again.",
        )
    return dict(filled.fields)


def marked_by(refusal: Refusal, filled: Filled) -> Filled:
    """Return what was typed, with a mark at each question that the refusal names."""
    paths = str(refusal.facts.get("paths", "")).split()
    words = FILL_IN if refusal.code == "case.must_fill" else PATTERN
    return replace(filled, faults=(*filled.faults, *(Fault(path, words) for path in paths)))
