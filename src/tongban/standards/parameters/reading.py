"""Reading a legal number from its YAML file; a value without a source is refused."""

from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from tongban.standards.codes import divisions
from tongban.standards.codes.faults import Fault
from tongban.standards.parameters.parameter import (
    NATIONAL,
    Answer,
    Confidence,
    Dated,
    Parameter,
    Reference,
    Unit,
    fits,
    frozen,
)

Raw: TypeAlias = Mapping[str, Any]

_KEYS = {"title", "meaning", "unit", "checked_on", "values", "references", "regions"}
_REGION_KEYS = {"values", "references"}
_GROUND_KEYS = {"law", "article", "rule", "confidence", "note"}
_GROUND_NEEDS = ("law", "article", "rule", "confidence")


class _Loader(yaml.SafeLoader):
    """Reads YAML and refuses a key that stands twice, which PyYAML would let the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Return the mapping, once its keys are known to differ."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(
                None, None, f"{twice} stands twice", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


def read(path: Path, name: str) -> Parameter:
    """Return the parameter in a YAML file, or raise a `Fault` that names the file and what is wrong."""
    raw = _mapping(path)
    _known_keys(raw, _KEYS, name)
    unit = _unit(raw, name)
    if not isinstance(raw.get("title"), str):
        raise _wrong(name, "it has no title")
    regions = {NATIONAL: _dated(raw, unit, name)} | {
        _region(code, name): _dated(part, unit, f"{name} for {code}")
        for code, part in (raw.get("regions") or {}).items()
        if _known_keys(part, _REGION_KEYS, f"{name} for {code}")
    }
    grounds = [one for series in regions.values() for dated in series for one in dated.references]
    if raw.get("checked_on") is None and any(g.confidence is Confidence.READ for g in grounds):
        raise _wrong(
            name, "a value read in a public copy (sure·v) needs checked_on, the day of reading"
        )
    return Parameter(
        name=name,
        title=raw["title"],
        unit=unit,
        regions=regions,
        meaning=raw.get("meaning", ""),
        checked_on=raw.get("checked_on"),
        rules=frozenset(ground.rule for ground in grounds),
    )


def _mapping(path: Path) -> Raw:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise _wrong(path.name, f"it is no YAML that can be read: {error}") from error
    if not isinstance(raw, dict):
        raise _wrong(path.name, "it must be a mapping with title, unit, values and references")
    return raw


def _known_keys(raw: object, known: set[str], where: str) -> bool:
    if not isinstance(raw, dict):
        raise _wrong(where, f"there must be a mapping with {', '.join(sorted(known))}")
    strange = [str(key) for key in raw if key not in known]
    if strange:
        raise _wrong(where, f"{', '.join(strange)} is no known key")
    return True


def _unit(raw: Raw, name: str) -> Unit:
    try:
        return Unit(raw.get("unit", ""))
    except ValueError:
        raise _wrong(name, f"its unit must be one of {', '.join(Unit)}") from None


def _region(code: object, name: str) -> str:
    fault = divisions.check(code) if isinstance(code, str) else None
    if not isinstance(code, str) or fault is not None:
        raise _wrong(name, f"the region {code} must be a division code in quotes; {fault or ''}")
    return divisions.parse(code).code


def _dated(raw: Raw, unit: Unit, where: str) -> tuple[Dated, ...]:
    values, references = raw.get("values") or {}, raw.get("references") or {}
    if not values:
        raise _wrong(where, "it has no values")
    for day in [*values, *references]:
        if type(day) is not date:
            raise _wrong(where, f"{day} is no date; write YYYY-MM-DD without quotes")
    orphan = next((day for day in references if day not in values), None)
    if orphan is not None:
        raise _wrong(where, f"the source of {orphan} belongs to no value")
    return tuple(
        Dated(
            day,
            _value(values[day], unit, f"{where}, {day}"),
            _grounds(references.get(day), f"{where}, {day}"),
        )
        for day in sorted(values)
    )


def _value(value: object, unit: Unit, where: str) -> Answer:
    if not fits(value, unit):
        raise _wrong(where, f"{value!r} is no value in {unit}")
    return frozen(value)


def _grounds(raw: object, where: str) -> tuple[Reference, ...]:
    if not isinstance(raw, list) or not raw:
        raise Fault(
            "parameters.no_source",
            "The value of {where} has no source. Cite law, article, rule and confidence under references.",
            where=where,
        )
    return tuple(_ground(one, where) for one in raw)


def _ground(raw: object, where: str) -> Reference:
    _known_keys(raw, _GROUND_KEYS, where)
    assert isinstance(raw, dict)  # noqa: S101 - `_known_keys` has refused the rest
    missing = [key for key in _GROUND_NEEDS if not isinstance(raw.get(key), str) or not raw[key]]
    if missing:
        raise Fault(
            "parameters.no_source",
            "A source of {where} lacks {missing}.",
            where=where,
            missing=", ".join(missing),
        )
    if raw["confidence"] not in tuple(Confidence):
        raise _wrong(
            where, f"the confidence {raw['confidence']} must be one of {', '.join(Confidence)}"
        )
    return Reference(**{**raw, "confidence": Confidence(raw["confidence"])})


def _wrong(where: str, reason: str) -> Fault:
    return Fault(
        "parameters.file",
        "The parameter file {where} is wrong: {reason}.",
        where=where,
        reason=reason,
    )
