"""Takes an object of a JSON file over into what a matter says; a key that is not there changes nothing. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

import jsonschema_rs

from tongban.kernel import Refusal
from tongban.kernel.catalogue import shapes, vocabulary
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.exchange import fields, lists
from tongban.kernel.catalogue.exchange.entries import Entry
from tongban.kernel.catalogue.exchange.ground import Ground
from tongban.kernel.catalogue.exchange.plain import FIELDS, value_of
from tongban.kernel.catalogue.exchange.remarks import Wrong, wrong
from tongban.kernel.catalogue.items import Remark
from tongban.kernel.catalogue.rules import APPLICANTS_ORGAN
from tongban.kernel.flows import FlowFault, compiled
from tongban.kernel.forms.loading import form

_OURS: Final = ("organ_id", "dossier_digest")
_LIMIT: Final = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/limit"}]}


def basics(entry: Entry) -> dict[str, str]:
    """Return what a new matter cannot do without."""
    content = _content(entry)
    organ = content.get("organ")
    named = organ if isinstance(organ, Mapping) else {}
    return {
        "organ": str(named.get("name") or ""),
        "area_code": str(named.get("division") or ""),
        "name": str(content.get("name") or ""),
        "power_type": str(content.get("power_type") or ""),
    }


def after(entry: Entry, before: Content, ground: Ground, home: int | None) -> Content:
    """Return the content with what the object changes; refuse it with every place that has not the right shape."""
    said = dict(_content(entry))
    faults = list(_validator().iter_errors(said))
    if faults:
        raise Wrong([_shape(entry.line, fault) for fault in faults])
    outward = ground.outward(before)
    changed = {key: value for key, value in said.items() if outward.get(key) != value}
    organ = changed.pop("organ", None)
    facts: dict[str, Any] = {key: value_of(key, value) for key, value in changed.items()}
    organ_id = before.organ_id
    if organ is not None:
        organ_id = _organ(entry, organ["name"], organ.get("division", ""), ground, home)
    if "performers" in changed:
        county = home if home is not None else int(ground.places[organ_id].division[:6])
        facts["performers"] = {
            key: {**one, "organ": _performing(entry, one["organ"], ground, county)}
            for key, one in changed["performers"].items()
        }
    _runs(entry, facts)
    return replace(before, organ_id=organ_id, **facts)


def _content(entry: Entry) -> Mapping[str, Any]:
    content = (entry.record or {}).get("content")
    if not isinstance(content, Mapping):
        raise wrong(
            entry.line,
            "content",
            "no_content",
            "The object has no “content”.",
            "Write it as in docs/reference/exchange-format.md.",
        )
    return content


def _shape(line: int, fault: jsonschema_rs.ValidationError) -> Remark:
    place = "/".join(str(step) for step in fault.instance_path)
    return Remark(
        line,
        place or "content",
        "shape",
        "The value cannot stand: {reason}",
        "Write it as in docs/reference/exchange-format.md.",
        {"reason": fault.message[:300]},
    )


def _performing(entry: Entry, name: str, ground: Ground, county: int) -> int | str:
    return name if name == APPLICANTS_ORGAN else _organ(entry, name, "", ground, county)


def _organ(entry: Entry, name: str, area: str, ground: Ground, home: int | None) -> int:
    place = ground.place(name, area, home)
    if place is None:
        raise wrong(
            entry.line,
            fields.ORGAN.title,
            "no_organ",
            "There is no organ {organ} in the division {area}.",
            "Enter the full name of the organ, and its division where several have that name.",
            organ=name,
            area=area or "–",
        )
    return place.id


def _runs(entry: Entry, facts: Mapping[str, Any]) -> None:
    """Refuse a form that cannot be asked and a flow that cannot run."""
    try:
        if facts.get("form") is not None:
            form(facts["form"])
        if facts.get("flow"):
            compiled(facts["flow"].encode())
    except FlowFault as fault:
        reason = "; ".join(str(problem) for problem in fault.problems)
        raise _unfit(entry, "flow", reason) from fault
    except Refusal as refusal:
        raise _unfit(entry, "form", str(refusal)) from refusal


def _unfit(entry: Entry, field: str, reason: str) -> Wrong:
    return wrong(
        entry.line,
        field,
        f"{field}_wrong",
        "It cannot be used: {reason}",
        "Correct it in the workbench and export it again.",
        reason=reason[:300],
    )


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema())


def schema() -> dict[str, Any]:
    """Return the schema of `content` in the JSON file."""
    dossier = shapes.schema()
    known = dossier["properties"]
    parts = {name: known[name] for name in shapes.LISTS}
    parts |= {name: known[name] for name in ("special", "purposes", "delivery", "unverified")}
    for name in ("quota", "body_nature", "reach"):
        parts[name] = {"anyOf": [{"type": "null"}, known[name]]}
    entries = {"bases": known["basis"]["items"], "materials": known["materials"]["items"]}
    for name, item in entries.items():
        needed = [
            part.key for part in lists.BY_FIELD[name].parts if part.needed or part.key == "key"
        ]
        parts[name] = {"type": "array", "items": {**item, "required": needed}}
    parts["bases"]["items"]["properties"] = {
        **entries["bases"]["properties"], "article": {"type": "string", "maxLength": 100},
    }  # fmt: skip
    return {
        "$schema": dossier["$schema"],
        "$defs": dossier["$defs"],
        "type": "object",
        "additionalProperties": False,
        "properties": {**_plain(), **parts, **_singles(known)},
    }


def _plain() -> dict[str, Any]:
    """Return the shape of every field of words."""
    return {
        name: {"type": "string", "maxLength": 32_000 if name != "name" else 300}
        for name in FIELDS
        if name not in _OURS
    }


def _singles(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the shape of the fields that are neither words nor lists."""
    organ = {"name": {"type": "string"}, "division": {"type": "string"}}
    performers = known["performers"]
    return {
        "organ": {"type": "object", "required": ["name"], "properties": organ},
        "power_type": known["power_type"],
        "handlers": known["handlers"],
        "level": {"enum": [1, 2, 3, 4, 5, 6]},
        "online": {"type": "boolean"},
        "rated": {"type": "boolean"},
        "procedure": _one_of(vocabulary.Procedure),
        "audience": _one_of(vocabulary.Audience),
        "case_type": {"enum": [None, *vocabulary.CaseType.values]},
        "clock_starts": {"enum": vocabulary.ClockStart.values},
        "statutory": _LIMIT,
        "promised": _LIMIT,
        "visits": {"anyOf": [{"type": "null"}, known["visits"]["properties"]["count"]]},
        "certificate": {
            "anyOf": [{"type": "null"}, known["result"]["properties"]["certificate"]],
        },
        "form": {"type": ["object", "null"]},
        "flow": {"type": ["string", "null"]},
        "performers": performers,
    } | {
        column.key: {"type": "string", "maxLength": most}
        for column in fields.FACTS
        if (most := _LONGEST.get(column.key))
    }


_LONGEST: Final = {
    "name": 300, "main_item": 300, "entrusted": 200, "result_name": 200, "result_kind": 40,
    "result_sample": 200, "result_valid": 200, "online_url": 300, "handling_system": 200, "window": 200,
}  # fmt: skip


def _one_of(kind: type[vocabulary.Procedure] | type[vocabulary.Audience]) -> dict[str, Any]:
    return {"enum": [None, *kind.values]}
