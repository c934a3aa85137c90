"""Reads a matter's dossier folder, or says what in which file is wrong. Touches no table."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from tongban.kernel import Refusal
from tongban.kernel.catalogue.content import Article, Paper
from tongban.kernel.catalogue.rules import parse_limit
from tongban.kernel.flows import Flow, FlowFault, compiled
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.shapes import Kind

PARTS = ("matter.yaml", "form.schema.json", "flow.bpmn")
LARGEST = 8_000_000
_CASE_TYPES = {"immediate": 1, "promised": 2}
_SAME = ("name", "main_item", "power_type", "procedure", "audience", "summary", "conditions")
_ALSO = ("fee", "contacts", "place", "hours")


@dataclass(frozen=True, slots=True)
class Dossier:
    """事项卷宗: what a dossier folder says. `fields` are fields of `Content`; performers name their organs."""

    item_code: str
    digest: str
    fields: Mapping[str, Any]
    performers: Mapping[str, Mapping[str, str]]


def read(folder: Path) -> Dossier:
    """Return what `matter.yaml`, `form.schema.json` and `flow.bpmn` say; refuse them with file, place and reason."""
    parts = {name: _content(folder / name) for name in PARTS}
    matter = _matter(parts["matter.yaml"])
    schema = _schema(parts["form.schema.json"])
    flow = _flow(parts["flow.bpmn"])
    _all_bound(flow, matter["performers"])
    _all_named(schema, matter["materials"])
    digest = hashlib.sha256()
    for name in PARTS:
        digest.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return Dossier(
        item_code=matter["item_code"],
        digest=digest.hexdigest(),
        fields={**_fields(matter), "form": schema, "flow": parts["flow.bpmn"].decode()},
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
    text = (files("tongban.kernel.catalogue") / "dossier.schema.json").read_text(encoding="utf-8")
    return jsonschema_rs.Draft202012Validator(json.loads(text))


def _schema(content: bytes) -> dict[str, Any]:
    try:
        schema = json.loads(content)
    except ValueError as error:
        raise _wrong("form.schema.json", "", str(error)) from error
    if not isinstance(schema, dict):
        raise _wrong("form.schema.json", "", "it must be an object")
    return schema


def _flow(content: bytes) -> Flow:
    try:
        return compiled(content)
    except FlowFault as fault:
        reasons = "; ".join(str(problem) for problem in fault.problems)
        raise _wrong("flow.bpmn", "", reasons) from fault


def _all_bound(flow: Flow, performers: Mapping[str, object]) -> None:
    """Refuse a user task that does not say what is done there, or by whom."""
    for node in flow.nodes.values():
        if node.kind != "user":
            continue
        if node.act is None:
            raise _wrong("flow.bpmn", node.id, "it has no tongban:act (accept, review or decide)")
        if node.performer is None:
            raise _wrong("flow.bpmn", node.id, "it has no tongban:performer")
        if node.performer not in performers:
            reason = (
                f"its performer “{node.performer}” is not bound under `performers` in matter.yaml"
            )
            raise _wrong("flow.bpmn", node.id, reason)


def _all_named(schema: Mapping[str, Any], materials: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a form that asks for a file which the guide does not name (SX-17: everything is said at once)."""
    named = {paper["key"] for paper in materials}
    for field in form(schema).fields():
        if field.kind is Kind.FILE and field.name not in named:
            reason = (
                f"it asks for a file, but no material in matter.yaml has the key “{field.name}”"
            )
            raise _wrong("form.schema.json", field.path, reason)


def _fields(matter: Mapping[str, Any]) -> dict[str, Any]:
    limits, visits, result = matter["limits"], matter["visits"], matter["result"]
    return {
        **{name: matter[name] for name in (*_SAME, *_ALSO) if name in matter},
        "online": matter.get("online", True),
        "case_type": _CASE_TYPES[matter["case_type"]],
        "statutory": parse_limit(limits["statutory"]),
        "promised": parse_limit(limits["promised"]),
        "clock_starts": limits.get("clock_starts", "acceptance"),
        "visits": visits["count"],
        "visits_reason": visits.get("reason", ""),
        "result_name": result["name"],
        "result_kind": result.get("kind", ""),
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
