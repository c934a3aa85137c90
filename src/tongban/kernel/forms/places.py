"""表单位置: the questions that a name of the flow means, and a form and its answers without some of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tongban.kernel.forms.conditions import holds
from tongban.kernel.forms.rows import settled
from tongban.kernel.forms.shapes import Field, Form, Json, Kind, Section, Values

MATERIAL = "material:"


def places(form: Form, name: str) -> frozenset[str]:
    """Return the paths that a name means, none where the form has none of it; tables bring their columns.

    A name is a section (`office`), a question (`office.visited_on`), a column (`household.members.income`), or a
    material by its code (`material:income_proof`): the file questions of that name.
    """
    code = name.removeprefix(MATERIAL)
    found: set[str] = set()
    for section in form.sections:
        for field in section.fields:
            inner = {field.path, *(column.path for column in field.columns)}
            if name in (section.name, field.path):
                found |= inner
            found |= {name} & inner
            if code != name:
                files = (one for one in (field, *field.columns) if one.kind is Kind.FILE)
                found |= {one.path for one in files if one.name == code}
    return frozenset(found)


def titles(form: Form, paths: Collection[str], language: str) -> list[str]:
    """Return what the questions are called, in the order of the form; a column after its table."""
    found: list[str] = []
    for section in form.sections:
        for field in section.fields:
            if field.path in paths:
                found.append(field.title.say(language))
                continue
            table = field.title.say(language)
            columns = (one for one in field.columns if one.path in paths)
            found += [f"{table}·{one.title.say(language)}" for one in columns]
    return found


def office_part(form: Form, values: Values) -> dict[str, Json]:
    """Return what the office filled in (办理信息)."""
    names = {section.name for section in form.sections if section.office}
    return {name: value for name, value in values.items() if name in names}


def own_part(form: Form, values: Values) -> dict[str, Json]:
    """Return what the applicant answered."""
    office = office_part(form, values)
    return {name: value for name, value in values.items() if name not in office}


def without(values: Values, hidden: Collection[str]) -> dict[str, Json]:
    """Return the answers without those at the hidden paths, which carry no row numbers."""
    kept = _without(dict(values), hidden, "")
    return kept if isinstance(kept, dict) else {}


def _without(value: Json, hidden: Collection[str], path: str) -> Json:
    if isinstance(value, list):
        return [_without(one, hidden, path) for one in value]
    if not isinstance(value, Mapping):
        return value
    inner = {name: f"{path}.{name}" if path else name for name in value}
    return {
        name: _without(one, hidden, inner[name])
        for name, one in value.items()
        if inner[name] not in hidden
    }


def narrowed(form: Form, values: Values, hidden: Collection[str]) -> tuple[Form, dict[str, Json]]:
    """Return form and answers without the hidden questions. What hangs on a hidden answer stands as it does now."""
    if not hidden:
        return form, dict(values)
    kept = settled(form, values)
    sections = (
        replace(part, fields=_left(part.fields, kept, hidden), condition=None)
        for part in form.sections
        if holds(part.condition, kept)
    )
    left = tuple(part for part in sections if part.fields)
    return replace(form, sections=left), without(kept, hidden)


def _left(fields: Sequence[Field], kept: Values, hidden: Collection[str]) -> tuple[Field, ...]:
    found: list[Field] = []
    for field in fields:
        columns = tuple(one for one in field.columns if one.path not in hidden)
        empty = bool(field.columns) and not columns
        if field.path not in hidden and not empty and holds(field.condition, kept):
            found.append(replace(field, columns=columns, condition=None))
    return tuple(found)


def of_step(form: Form, writable: Collection[str], must: Collection[str]) -> Form:
    """Return the form with those questions alone that a step may fill in; what it must is required."""
    sections = (
        replace(part, fields=_asked(part, writable, must), office=False) for part in form.sections
    )
    return replace(form, sections=tuple(part for part in sections if part.fields))


def _asked(section: Section, writable: Collection[str], must: Collection[str]) -> tuple[Field, ...]:
    return tuple(
        replace(
            field,
            required=field.path in must or (field.required and not section.office),
            fixed=bool(field.columns) and field.path not in writable,
            columns=tuple(
                replace(one, required=one.path in must or one.required)
                for one in field.columns
                if one.path in writable
            ),
        )
        for field in section.fields
        if field.path in writable or any(one.path in writable for one in field.columns)
    )


def unanswered(form: Form, values: Values, must: Collection[str]) -> tuple[str, ...]:
    """Return the paths that must be answered and are not, rows of tables by their number; a table needs a row."""
    found: list[str] = []
    for section in form.sections:
        given = values.get(section.name)
        answers = given if isinstance(given, dict) else {}
        for field in section.fields:
            value = answers.get(field.name)
            if field.path in must and _blank(value):
                found.append(field.path)
            for number, row in enumerate(value if isinstance(value, list) else ()):
                cells = row if isinstance(row, dict) else {}
                found += [
                    f"{field.path}.{number}.{one.name}"
                    for one in field.columns
                    if one.path in must and _blank(cells.get(one.name))
                ]
    return tuple(found)


def _blank(value: Json) -> bool:
    return value is None or value in ("", [])


def changed_paths(form: Form, before: Values, after: Values) -> tuple[str, ...]:
    """Return the questions whose answers differ, columns for tables whose rows are as many, in the order of the form."""
    found: list[str] = []
    for section in form.sections:
        old, new = _of(before, section.name), _of(after, section.name)
        for field in section.fields:
            was, now = old.get(field.name), new.get(field.name)
            if was == now:
                continue
            same = isinstance(was, list) and isinstance(now, list) and len(was) == len(now)
            pairs = list(zip(was, now, strict=True)) if same else []  # type: ignore[arg-type]
            columns = [
                one.path
                for one in field.columns
                if any(_cell(a, one.name) != _cell(b, one.name) for a, b in pairs)
            ]
            found += columns if same else [field.path]
    return tuple(found)


def _of(values: Values, name: str) -> Mapping[str, Json]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _cell(row: Json, name: str) -> Json:
    return row.get(name) if isinstance(row, dict) else None
