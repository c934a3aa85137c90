"""The shelf of data elements that come with the platform, one YAML file a subject."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tongban.standards.codes import CHECKS, Fault
from tongban.standards.elements.element import Element, Format, Source
from tongban.standards.parameters import Confidence

HERE = Path(__file__).parent
_KEYS = {"title", "english", "format", "check", "max_length", "personal", "source"}


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
    strange = sorted(set(body) - _KEYS)
    if strange:
        raise _wrong(name, f"{', '.join(strange)} is no known key")
    if body.get("check", next(iter(CHECKS))) not in CHECKS:
        raise _wrong(name, f"its check must be one of {', '.join(CHECKS)}")
    if not isinstance(body.get("personal"), bool):
        raise _wrong(name, "it must say whether it is personal: true or false")
    try:
        return Element(
            name=name,
            title=body["title"],
            english=body["english"],
            format=Format(body["format"]),
            personal=body["personal"],
            source=Source(body["source"]["paper"], Confidence(body["source"]["confidence"])),
            code=body.get("check", ""),
            max_length=body.get("max_length", 200),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise _wrong(name, f"title, english, format and source must be given ({error})") from error


def _wrong(name: str, reason: str) -> Fault:
    return Fault(
        "element.file", "The data element {name} is wrong: {reason}.", name=name, reason=reason
    )
