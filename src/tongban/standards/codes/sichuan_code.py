"""四川省事项编码: the form with hyphens that the Sichuan portal gives to matters, taken from 791 real codes."""

import re

from tongban.standards.codes.faults import Fault
from tongban.standards.codes.spelling import DIGITS, LETTERS_AND_DIGITS, wrong_character

AREA_WIDTH = 12
# Item of the provincial catalogue: 511A0138000000 or 511Z07001006, G-000007-001, 1J-5100-00027.
_CATALOGUE = r"\d{3}[0-9A-Z]\d{8}(\d{2})?|[A-Z]-\d{6}-\d{3,4}|\d[A-Z]-\d{4}-\d{5}"
_SHAPES = {
    "catalogue": (_CATALOGUE, "like 511A0138000000, 511Z07001006, G-000007-001 or 1J-5100-00027"),
    "special": (r"\d{3}", "3 digits"),
    "serial": (r"\d", "1 digit"),
    "variant": (r"\d{2}", "2 digits"),
}


def read(code: str) -> dict[str, str] | Fault:
    """Return the parts `catalogue region special body serial variant` of a code, or what is wrong with its form.

    What region and body are worth is for the caller to check. `code` is in upper case.
    """
    fault = wrong_character(code, LETTERS_AND_DIGITS + "-")
    if fault is not None:
        return fault
    steps = code.split("-")
    area = _area(steps)
    if area is None:
        return Fault(
            "matter_code.area",
            "No area of 12 digits follows the catalogue item. The form is ITEM-AREA-000-BODY-1-00.",
        )
    if len(steps) < area + 5:
        return Fault(
            "matter_code.parts",
            "After the area stand {found} parts; there must be 4. The form is ITEM-AREA-000-BODY-1-00.",
            found=len(steps) - area - 1,
        )
    pieces = {
        "catalogue": "-".join(steps[:area]),
        "region": steps[area],
        "special": steps[area + 1],
        "body": "-".join(steps[area + 2 : -2]),
        "serial": steps[-2],
        "variant": steps[-1],
    }
    return _wrong_shape(pieces) or pieces


def _area(steps: list[str]) -> int | None:
    """Return which step is the area: the first of twelve digits after the catalogue item."""
    places = (
        place
        for place, step in enumerate(steps)
        if place and len(step) == AREA_WIDTH and not step.strip(DIGITS)
    )
    return next(places, None)


def _wrong_shape(pieces: dict[str, str]) -> Fault | None:
    for name, (pattern, shape) in _SHAPES.items():
        if not re.fullmatch(pattern, pieces[name], re.ASCII):
            return Fault(
                "matter_code.part",
                "Its {part} is {found}; it must be {shape}.",
                part=name,
                found=pieces[name] or "empty",
                shape=shape,
            )
    return None
