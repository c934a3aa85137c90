"""The shelf of procedures that come with the platform, one YAML file each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tongban.standards.codes import Fault
from tongban.standards.parameters import Confidence, Reference
from tongban.standards.procedures.procedure import Move, Procedure

HERE = Path(__file__).parent
_KEYS = {
    "title", "english", "meaning", "law", "clock", "silence_accepts", "extension", "delivery",
    "statutory_pauses", "telephone", "outcomes", "papers", "moves",
}  # fmt: skip


def names() -> list[str]:
    """Return the names of all procedures, sorted."""
    return sorted(path.stem for path in HERE.glob("*.yaml"))


@cache
def procedure(name: str) -> Procedure:
    """Return a procedure by its name, such as `licence`; a `Fault` where there is none."""
    if name not in names():
        raise Fault(
            "procedure.unknown",
            "There is no procedure {name}. Known are {known}.",
            name=name,
            known=", ".join(names()),
        )
    raw = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return _read(name, raw)


def _read(name: str, raw: Mapping[str, Any]) -> Procedure:
    if set(raw) - _KEYS:
        raise Fault(
            "procedure.wrong",
            "The procedure {name} has keys that nobody reads: {keys}.",
            name=name,
            keys=", ".join(sorted(set(raw) - _KEYS)),
        )
    return Procedure(
        name=name,
        title=raw["title"],
        english=raw["english"],
        meaning=raw.get("meaning", ""),
        law=tuple(
            Reference(one["law"], one["article"], one["rule"], Confidence(one["confidence"]))
            for one in raw["law"]
        ),
        clock=raw["clock"],
        silence_accepts=raw["silence_accepts"],
        extension=raw["extension"] or "",
        delivery=raw["delivery"] or "",
        statutory_pauses=raw["statutory_pauses"],
        telephone=raw["telephone"],
        outcomes=MappingProxyType(raw["outcomes"]),
        papers=MappingProxyType(raw["papers"]),
        moves=MappingProxyType({verb: _move(verb, one) for verb, one in raw["moves"].items()}),
    )


def _move(verb: str, raw: Mapping[str, Any]) -> Move:
    return Move(verb, tuple(raw["from"]), raw["to"])
