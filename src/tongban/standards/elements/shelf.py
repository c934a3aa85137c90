"""The shelf of data elements that come with the platform, one YAML file a subject."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tongban.standards.codes import CHECKS, Fault
from tongban.standards.elements.element import (
    NO_WORD,
    Choice,
    Element,
    Format,
    Mask,
    Range,
    Source,
    Word,
)
from tongban.standards.parameters import Confidence

HERE = Path(__file__).parent
_KEYS = {
    "title", "english", "format", "check", "max_length", "minimum", "maximum", "unit", "choices", "personal",
    "mask", "lasting", "source",
}  # fmt: skip
_MASKS: Mapping[Format, Mask] = MappingProxyType(
    {Format.PHONE: Mask.PHONE, Format.EMAIL: Mask.EMAIL}
)


def element(name: str) -> Element:
    """Return an element by its name, such as `person.identity_number`; a `Fault` where there is none."""
    found = elements().get(name)
    if found is None:
        raise Fault(
            "element.unknown",
            "There is no data element {name}. Known are {known}.",
            name=name,
            known=", ".join(elements()),
        )
    return found


@cache
def elements() -> dict[str, Element]:
    """Return all elements by name, sorted."""
    return {one.name: one for path in sorted(HERE.glob("*.yaml")) for one in read(path)}


def read(path: Path) -> Iterator[Element]:
    """Yield the elements of one subject; a `Fault` names the element that is wrong."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, body in raw.items():
        yield _element(f"{path.stem}.{key}", body)


def _element(name: str, body: dict[str, Any]) -> Element:
    _sensible(name, body)
    try:
        given = Format(body["format"])
        return Element(
            name=name,
            word=Word(body["title"], body["english"]),
            format=given,
            personal=body["personal"],
            source=Source(body["source"]["paper"], Confidence(body["source"]["confidence"])),
            code=body.get("check", ""),
            max_length=body.get("max_length", 200),
            range=Range(body.get("minimum"), body.get("maximum")),
            unit=Word(*body["unit"]) if "unit" in body else NO_WORD,
            choices=tuple(_choice(value, words) for value, words in _choices(body).items()),
            mask=_mask(body, given),
            lasting=body.get("lasting", False),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise _wrong(name, f"title, english, format and source must be given ({error})") from error


def _sensible(name: str, body: dict[str, Any]) -> None:
    strange = sorted(set(body) - _KEYS)
    if strange:
        raise _wrong(name, f"{', '.join(strange)} is no known key")
    if body.get("check", next(iter(CHECKS))) not in CHECKS:
        raise _wrong(name, f"its check must be one of {', '.join(CHECKS)}")
    if not isinstance(body.get("personal"), bool):
        raise _wrong(name, "it must say whether it is personal: true or false")
    if (body.get("format") == Format.CHOICE) is not bool(_choices(body)):
        raise _wrong(name, "choices belong to the format choice, and to no other")
    if not body["personal"] and "mask" in body:
        raise _wrong(name, "only what is personal is masked")
    if {"minimum", "maximum", "unit"} & body.keys() and body.get("format") != Format.INTEGER:
        raise _wrong(name, "minimum, maximum and unit belong to whole numbers")


def _choices(body: dict[str, Any]) -> dict[str, list[str]]:
    choices: dict[str, list[str]] = body.get("choices", {})
    return choices


def _choice(value: str, words: list[str]) -> Choice:
    title, english, *code = words
    return Choice(str(value), Word(title, english), str(*code))


def _mask(body: dict[str, Any], given: Format) -> Mask:
    if not body["personal"]:
        return Mask.NONE
    return Mask(body.get("mask", _MASKS.get(given, Mask.START)))


def _wrong(name: str, reason: str) -> Fault:
    return Fault(
        "element.file", "The data element {name} is wrong: {reason}.", name=name, reason=reason
    )
