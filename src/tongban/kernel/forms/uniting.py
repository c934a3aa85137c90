"""一表: the forms of several matters as one in which nothing is asked twice: pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from tongban.kernel.forms.loading import form as read_form
from tongban.kernel.forms.rows import settled
from tongban.kernel.forms.shapes import Field, Form, Json, Kind, Section, Values
from tongban.kernel.forms.sharing import Part, Spot, asked_always, both, read_by_others, shared

Schema: TypeAlias = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class United:
    """一表: the one form, and by key of each form where its questions stand in it: its own path to the path there."""

    form: Form
    places: Mapping[str, Mapping[str, str]]

    @property
    def before(self) -> int:
        """Return how many questions the forms ask one by one, a table being one."""
        return sum(len(places) for places in self.places.values())

    @property
    def after(self) -> int:
        """Return how many questions the one form asks."""
        return sum(len(section.fields) for section in self.form.sections)


def united(parts: Sequence[Part], *, title: str, english: str = "") -> United:
    """Return the one form of all parts; what only the office fills in is none of it.

    Sections of one name that hang on nothing become one section, such as 申请人 or 申请材料; any other is headed by its form's title.
    Of a shared question the strictest bounds hold. Raises `Refusal` where the parts make no form together.
    """
    work = _Work(parts, shared(parts))
    schema: Schema = {
        "$schema": _DIALECT,
        "title": title,
        "x-en": {"title": english or title},
        "type": "object",
        "additionalProperties": False,
        "required": [],
        "properties": {},
    }
    for part in parts:
        work.add(part, schema)
    work.tighten(schema)
    schema["properties"] = _in_order(schema["properties"], parts)
    return United(read_form(schema), work.places())


def apart(one: United, parts: Sequence[Part], values: Values) -> dict[str, dict[str, Json]]:
    """Return by key the answers to each form out of the answers to the one form, as each form keeps them."""
    found: dict[str, dict[str, Json]] = {}
    for part in parts:
        own: dict[str, dict[str, Json]] = {}
        for path, place in one.places[part.key].items():
            answer = _at(values, place)
            section, _, name = path.partition(".")
            if answer is not None:
                own.setdefault(section, {})[name] = answer
        found[part.key] = settled(part.form, dict(own))
    return found


class _Work:
    """The joining of forms: which section and which name each question gets in the one form."""

    def __init__(self, parts: Sequence[Part], answered: Mapping[Spot, Spot]) -> None:
        self.parts = parts
        self.answered = answered
        self.sections: dict[Spot, str] = {}
        self.spots: dict[Spot, str] = {}
        taken: dict[str, Section] = {}
        names: set[str] = set()
        for part in parts:
            for section in part.form.sections:
                asked = [f for f in section.fields if (part.key, f.path) not in answered]
                if section.office or not asked:
                    continue
                name = section.name
                if name in taken and not _joins(taken[name], section):
                    name = f"{name}_{part.key}"
                taken.setdefault(name, section)
                self.sections[part.key, section.name] = name
                for one in asked:
                    path = f"{name}.{one.name}"
                    path = path if path not in names else f"{path}_{part.key}"
                    names.add(path)
                    self.spots[part.key, one.path] = path

    def places(self) -> dict[str, dict[str, str]]:
        """Return by key of a form the place of each of its questions."""
        return {
            part.key: {
                one.path: self.place(part.key, one.path)
                for section in part.form.sections
                for one in ([] if section.office else section.fields)
            }
            for part in self.parts
        }

    def place(self, key: str, path: str) -> str:
        """Return where the question stands in the one form, or the one that answers it."""
        return self.spots[self.answered.get((key, path), (key, path))]

    def add(self, part: Part, schema: Schema) -> None:
        """Put the questions of a form into the one form."""
        root: Mapping[str, Any] = part.form.schema
        for section in part.form.sections:
            name = self.sections.get((part.key, section.name))
            if name is None:
                continue
            body: Mapping[str, Any] = root["properties"][section.name]
            made = schema["properties"].get(name)
            if made is None:
                made = schema["properties"][name] = _headed(part, section, body, name)
                schema["required"] += [name] if section.name in root.get("required", ()) else []
                if "x-show-when" in body:
                    made["x-show-when"] = self._shown_when(part, body["x-show-when"])
            self._fill(part, section, body, made)
        sections = {s.name: self.sections.get((part.key, s.name)) for s in part.form.sections}
        for branch in _branches(root):
            _add_branch(schema, branch, sections, lambda one: self._compared(part, one))

    def _fill(self, part: Part, section: Section, body: Mapping[str, Any], made: Schema) -> None:
        names: dict[str, str | None] = {}
        for one in section.fields:
            path = self.spots.get((part.key, one.path))
            names[one.name] = path.partition(".")[2] if path else None
            if path is not None:
                node = dict(body["properties"][one.name])
                if "x-show-when" in node:
                    node["x-show-when"] = self._shown_when(part, node["x-show-when"])
                made["properties"][names[one.name]] = node
        made["required"] += [names[one] for one in body.get("required", ()) if names[one]]
        for branch in _branches(body):
            _add_branch(made, branch, names, lambda one: _renamed(one, names))

    def _shown_when(self, part: Part, said: Mapping[str, Any]) -> Schema:
        return {**said, "field": self.place(part.key, str(said["field"]))}

    def _compared(self, part: Part, condition: Mapping[str, Any]) -> Schema:
        """Return an `if` of the root with the section and the question where they stand in the one form."""
        (section,) = condition["properties"]
        inner: Mapping[str, Any] = condition["properties"][section]
        (name,) = inner["properties"]
        there, _, question = self.place(part.key, f"{section}.{name}").partition(".")
        return _only(there, _only(question, inner["properties"][name]))

    def tighten(self, schema: Schema) -> None:
        """Hold a question that answers others to what they need: their bounds, their answers, that it be answered."""
        fields = {
            (part.key, one.path): (one, one.required and asked_always(section, one))
            for part in self.parts
            for section in part.form.sections
            for one in section.fields
        }
        for spot, source in self.answered.items():
            section, _, name = self.spots[source].partition(".")
            made: Schema = schema["properties"][section]
            asked, needed = fields[spot]
            _narrow(made["properties"][name], fields[source][0], asked)
            if needed and name not in made["required"]:
                made["required"].append(name)


def _in_order(properties: Schema, parts: Sequence[Part]) -> Schema:
    """Return the sections with materials and then pledges at the end, where whoever has filled in the rest looks for them."""
    held = {path.partition(".")[0] for part in parts for path in read_by_others(part.form)}

    def place(name: str) -> int:
        nodes = properties[name]["properties"].values()
        if name in held:
            return 0
        if all("const" in node for node in nodes):
            return 2
        return 1 if all("x-file" in node for node in nodes) else 0

    return {name: properties[name] for name in sorted(properties, key=place)}


def _joins(first: Section, other: Section) -> bool:
    return (
        first.condition is None
        and other.condition is None
        and first.about_applicant is other.about_applicant
        and first.required is other.required
    )


def _headed(part: Part, section: Section, body: Mapping[str, Any], name: str) -> Schema:
    """Return an empty section; one that others have too under its name is headed by its form."""
    kept = {key: body[key] for key in ("title", "description", "x-en", "x-about") if key in body}
    if name != section.name:
        english = f"{part.english or part.title}: {section.title.en or section.title.zh}"
        kept |= {"title": f"{part.title}：{section.title.zh}"}
        kept |= {"x-en": {**body.get("x-en", {}), "title": english}}
    return {
        **kept,
        "type": "object",
        "additionalProperties": False,
        "required": [],
        "properties": {},
    }


def _branches(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    own = (
        [{key: body[key] for key in ("if", "then", "else") if key in body}] if "if" in body else []
    )
    return [*body.get("allOf", ()), *own]


def _add_branch(
    made: Schema,
    branch: Mapping[str, Any],
    names: Mapping[str, str | None],
    compared: Callable[[Mapping[str, Any]], Schema],
) -> None:
    """Add a branch with the parts' new names; one all of whose parts are answered elsewhere says nothing any more."""
    needed = [names[one] for one in branch.get("then", {}).get("required", ()) if names[one]]
    closed = [names[one] for one in branch.get("else", {}).get("properties", {}) if names[one]]
    if not needed and not closed:
        return
    said: Schema = {"if": compared(branch["if"])}
    if needed:
        said["then"] = {"required": needed}
    if closed:
        said["else"] = {"properties": dict.fromkeys(closed, False)}
    made.setdefault("allOf", []).append(said)


def _renamed(condition: Mapping[str, Any], names: Mapping[str, str | None]) -> Schema:
    (name,) = condition["properties"]
    return _only(names[name] or name, condition["properties"][name])


def _only(name: str, inner: Mapping[str, Any]) -> Schema:
    return {"properties": {name: dict(inner)}, "required": [name]}


def _narrow(node: Schema, source: Field, asked: Field) -> None:
    """Hold the schema of a question to what another one takes."""
    if source.choices and asked.choices:
        kept = both(source.choices, asked.choices)
        if "oneOf" in node:
            node["oneOf"] = [one for one in node["oneOf"] if one["const"] in kept]
        elif len(kept) < len(source.choices):
            titles = {one.value: one.title for one in source.choices}
            node["oneOf"] = [
                {"const": one, "title": titles[one].zh, "x-en": {"title": titles[one].en}}
                for one in kept
            ]
    if source.file is not None and asked.file is not None:
        types = [one for one in node["x-file"]["types"] if one in asked.file.types]
        node["x-file"] = {
            "types": types,
            "max_mb": min(node["x-file"]["max_mb"], asked.file.max_mb),
        }
    low, high = ("minimum", "maximum") if asked.kind is Kind.INTEGER else ("minLength", "maxLength")
    if asked.bounds.low is not None:
        node[low] = max(asked.bounds.low, node.get(low, asked.bounds.low))
    if asked.bounds.high is not None:
        node[high] = min(asked.bounds.high, node.get(high, asked.bounds.high))


def _at(values: Values, path: str) -> Json:
    section, _, name = path.partition(".")
    inner = values.get(section)
    return inner.get(name) if isinstance(inner, dict) else None
