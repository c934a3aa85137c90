"""Reads a matter's dossier folder, or says what in which file is wrong. Touches no table."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from tongban.kernel import Refusal
from tongban.kernel.catalogue import shapes
from tongban.kernel.catalogue.carrying import carrying_fault, check_carried
from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.kernel.catalogue.ends import undecided_ends
from tongban.kernel.catalogue.fields import fields_fault, files_fault, files_of
from tongban.kernel.catalogue.rules import doubled_fault, parse_limit
from tongban.kernel.flows import Flow, FlowFault, compiled
from tongban.kernel.forms.loading import form

PARTS = ("matter.yaml", "form.schema.json", "flow.bpmn")
LARGEST = 8_000_000
_CASE_TYPES = {"immediate": 1, "promised": 2}
_SAME = (
    "name",
    "main_item",
    "power_type",
    "level",
    "procedure",
    "audience",
    "summary",
    "conditions",
    "body_nature",
    "entrusted",
    "scope",
    "quantity",
    "quota",
    "fee",
    "online_url",
    "reach",
    "handling",
    "handling_system",
    "window",
    "contacts",
    "complaints",
    "place",
    "hours",
    "remedies",
    "supervision",
    "rated",
    "handlers",
)
_LISTS = (
    "purposes",
    "special",
    "delivery",
    "serves",
    "themes",
    "steps",
    "charges",
    "channels",
    "depth",
    "conveniences",
    "questions",
    "agencies",
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """事项卷宗: what a dossier folder says. `fields` are fields of `Content`; performers name their organs."""

    item_code: str
    digest: str
    fields: Mapping[str, Any]
    performers: Mapping[str, Mapping[str, str]]


def read(folder: Path) -> Dossier:
    """Return what `matter.yaml`, `form.schema.json` and `flow.bpmn` say; refuse them with file, place and reason.

    A matter that is handled in another system has `matter.yaml` alone.
    """
    first = {"matter.yaml": _content(folder / "matter.yaml")}
    matter = _matter(first["matter.yaml"])
    if matter.get("handling", "own") != "own":
        return _dossier(matter, first, {"online": False, "form": None, "flow": None})
    parts = first | {name: _content(folder / name) for name in PARTS[1:]}
    schema = read_form(parts["form.schema.json"])
    flow = read_flow(parts["flow.bpmn"])
    check_carried(flow, matter.get("procedure"))
    _all_bound(flow, matter["performers"])
    _all_named(schema, matter["materials"])
    fault = fields_fault(form(schema), flow.nodes.values())
    if fault is not None:
        raise fault
    return _dossier(matter, parts, {"form": schema, "flow": parts["flow.bpmn"].decode()})


def _dossier(
    matter: Mapping[str, Any], parts: Mapping[str, bytes], more: Mapping[str, Any]
) -> Dossier:
    digest = hashlib.sha256()
    for name, content in parts.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return Dossier(
        item_code=matter["item_code"],
        digest=digest.hexdigest(),
        fields={**_fields(matter), **more},
        performers=matter["performers"],
    )


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _wrong(path.name, "", f"it is larger than {LARGEST} bytes")
        content = path.read_bytes()
        content.decode()
    except OSError as error:
        raise _wrong(path.name, "", error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise _wrong(path.name, "", "it is not UTF-8") from error
    return content


def _matter(content: bytes) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise _wrong("matter.yaml", "", " ".join(str(error).split())) from error
    try:
        faults = list(_validator().iter_errors(raw))
    except ValueError as error:
        raise _wrong("matter.yaml", "", f"{error}; put the value between quotes") from error
    if faults:
        places = "; ".join(
            f"{'/'.join(str(step) for step in fault.instance_path) or 'top'}: {fault.message}"
            for fault in faults
        )
        raise _wrong("matter.yaml", "", places)
    return dict(raw)


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(shapes.schema())


def parts_fault(content: Content) -> Refusal | None:
    """Say what in the form, the flow or the binding of its performers would stop a case; `None` lets it pass."""
    try:
        flow = read_flow(content.flow.encode()) if content.flow is not None else None
        asked = form(content.form) if content.form is not None else None
    except Refusal as refusal:
        return refusal
    steps = [node for node in flow.nodes.values() if node.kind == "user"] if flow else []
    named = {paper.key for paper in content.materials}
    return (
        (carrying_fault(flow, content.procedure) if flow else None)
        or _steps_fault([one.name or one.id for one in steps if not one.act or not one.performer])
        or _unbound({key for one in steps for key in one.manner.bound} - set(content.performers))
        or doubled_fault(
            [one.name or one.id for one in steps if one.manner.doubled(_organs_of(content))]
        )
        or _undecided(undecided_ends(flow) if flow else ())
        or files_fault(asked, named)
        or fields_fault(asked, steps)
    )


def _organs_of(content: Content) -> dict[str, object]:
    return {key: bound["organ"] for key, bound in content.performers.items()}


def _steps_fault(steps: Sequence[str]) -> Refusal | None:
    if not steps:
        return None
    return Refusal(
        "catalogue.step_without_act",
        "The flow does not say what is done, or by whom, at the steps {steps}. Give each its act and its performer, and replace the flow.",
        steps=", ".join(steps),
    )


def _undecided(ends: Collection[str]) -> Refusal | None:
    if not ends:
        return None
    return Refusal(
        "catalogue.end_without_decision",
        "The flow ends the whole case at {ends} where nothing was decided. Let a decision come right before, and replace the flow.",
        ends=", ".join(ends),
    )


def _unbound(keys: Collection[str]) -> Refusal | None:
    if not keys:
        return None
    return Refusal(
        "catalogue.performers_unbound",
        "Nobody is bound to the performers {keys} of the flow. Choose an organ and a duty for each.",
        field="performers",
        keys=", ".join(sorted(keys)),
    )


def read_form(content: bytes) -> dict[str, Any]:
    """Return the schema of a form; refuse what is none, with the place."""
    try:
        schema = json.loads(content)
    except ValueError as error:
        raise _wrong("form.schema.json", "", str(error)) from error
    if not isinstance(schema, dict):
        raise _wrong("form.schema.json", "", "it must be an object")
    return schema


def checked_form(content: bytes) -> dict[str, Any]:
    """Return the schema of a form that can be shown; refuse any other, with the place."""
    schema = read_form(content)
    form(schema)
    return schema


def read_flow(content: bytes) -> Flow:
    """Return the flow; refuse what does not compile, with every reason."""
    try:
        return compiled(content)
    except FlowFault as fault:
        raise _wrong("flow.bpmn", "", "; ".join(map(str, fault.problems))) from fault


def _all_bound(flow: Flow, performers: Mapping[str, object]) -> None:
    """Refuse a user task that does not say what is done there, or by whom."""
    for node in flow.nodes.values():
        if node.kind != "user":
            continue
        if node.act is None:
            raise _wrong("flow.bpmn", node.id, "it has no tongban:act (accept, review or decide)")
        if node.performer is None:
            raise _wrong("flow.bpmn", node.id, "it has no tongban:performer")
        for key in node.manner.bound:
            if key not in performers:
                reason = f"its performer “{key}” is not bound under `performers` in matter.yaml"
                raise _wrong("flow.bpmn", node.id, reason)
    for node_id in undecided_ends(flow):
        reason = "it ends the whole case, so a decision must come right before it"
        raise _wrong("flow.bpmn", node_id, reason)


def _all_named(schema: Mapping[str, Any], materials: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a form that asks for a file which the guide does not name (SX-17: everything is said at once)."""
    named = {paper["key"] for paper in materials}
    for field in files_of(form(schema)):
        if field.name not in named:
            reason = (
                f"it asks for a file, but no material in matter.yaml has the key “{field.name}”"
            )
            raise _wrong("form.schema.json", field.path, reason)


def _fields(matter: Mapping[str, Any]) -> dict[str, Any]:
    limits, visits, result = matter.get("limits", {}), matter["visits"], matter["result"]
    return {
        **{name: matter[name] for name in _SAME if name in matter},
        **{name: tuple(matter[name]) for name in _LISTS if name in matter},
        "online": matter.get("online", True),
        "case_type": _CASE_TYPES[matter["case_type"]],
        "statutory": parse_limit(limits["statutory"]) if limits else None,
        "promised": parse_limit(limits["promised"]) if limits else None,
        "clock_starts": limits.get("clock_starts", "acceptance"),
        "visits": visits["count"],
        "visits_reason": visits.get("reason", ""),
        "result_name": result["name"],
        "result_kind": result.get("kind", ""),
        "result_sample": result.get("sample", ""),
        "result_valid": result.get("valid", ""),
        "certificate": result.get("certificate"),
        "bases": tuple(Article(**article) for article in matter["basis"]),
        "materials": tuple(Paper(**paper) for paper in matter["materials"]),
        "unverified": tuple(matter.get("unverified", ())),
    }


def _wrong(file: str, element: str, reason: str) -> Refusal:
    return Refusal(
        "catalogue.dossier_wrong",
        "The dossier cannot be loaded. {place}: {reason}. Mend it as in docs/reference/dossier.md.",
        place=f"{file} · {element}" if element else file,
        reason=reason,
    )
