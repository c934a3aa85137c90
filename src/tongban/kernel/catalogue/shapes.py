"""Compares the lists of a version with the schema of the dossier, whoever wrote them: dossier, workbench or import."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs

from tongban.kernel import Refusal

LISTS = (
    "body_nature",
    "serves",
    "themes",
    "quota",
    "steps",
    "charges",
    "channels",
    "depth",
    "reach",
    "conveniences",
    "handling",
    "remedies",
    "questions",
    "agencies",
)
"""The fields of `Content` whose shape the schema alone knows."""


@cache
def schema() -> dict[str, Any]:
    """Return the schema of `matter.yaml`."""
    text = (files("tongban.kernel.catalogue") / "dossier.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def fault(fields: Mapping[str, object]) -> Refusal | None:
    """Say which entry of which of the `LISTS` has not the shape that the schema gives it; `None` lets it pass."""
    said = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
        if value is not None
    }
    wrong = next(iter(_validator().iter_errors(said)), None)
    if wrong is None:
        return None
    name, *place = (str(step) for step in wrong.instance_path)
    return Refusal(
        "catalogue.entry_wrong",
        "The entry {place} of the field {field} cannot stand: {reason}. Correct it as in docs/reference/dossier.md.",
        field=name,
        place="/".join(place) or "1",
        reason=wrong.message,
    )


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    whole = schema()
    parts = {name: whole["properties"][name] for name in LISTS}
    return jsonschema_rs.Draft202012Validator(
        {"$schema": whole["$schema"], "$defs": whole["$defs"], "properties": parts}
    )
