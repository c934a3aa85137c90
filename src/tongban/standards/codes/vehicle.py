"""机动车号牌与车辆识别代号: number plates (GA 36-2018), and the seventeen characters of a vehicle (GB 16735-2019)."""

import re

from tongban.standards.codes.faults import Fault
from tongban.standards.codes.spelling import (
    LETTERS_AND_DIGITS,
    first,
    raised,
    wrong_character,
    wrong_check,
    wrong_length,
)

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
# I and O are left out of serials; O was the police's office letter. Confidence: check.
_SERIAL = "[A-HJ-NP-Z0-9]"
_OFFICE = f"[{PROVINCES}][A-HJ-Z]"
# New-energy plates have six places: small cars begin with a letter of energy, large ones end with it.
_ENERGY = f"(?:[A-HJK]{_SERIAL}[0-9]{{4}}|[0-9]{{5}}[A-HJK])"
_PLATE = re.compile(
    f"{_OFFICE}(?:{_SERIAL}{{5}}|{_SERIAL}{{4}}[挂学警港澳试超领]|{_ENERGY})|[0-9]{{6}}使"
)

VIN_ALPHABET = "".join(mark for mark in LETTERS_AND_DIGITS if mark not in "IOQ")
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))


def check_plate(text: str) -> Fault | None:
    """Say that `text` is no number plate, or nothing; the dot after the office letter may be there or not."""
    plate = re.sub(r"[·•.\s-]", "", raised(text))
    if _PLATE.fullmatch(plate):
        return None
    return Fault(
        "plate.format",
        "This is no number plate. Write province, letter and serial without I and O, like {example}; new-energy plates have six places, like {energy}.",
        example="川X12345",
        energy="川XD12345",
    )


def check_vin(text: str) -> Fault | None:
    """Say what is wrong with a vehicle identification number, or nothing: the ninth character is the check."""
    vin = raised(text)
    return first(
        lambda: wrong_length(vin, 17),
        lambda: wrong_character(vin, VIN_ALPHABET),
        lambda: wrong_check(vin[8], check_character(vin), position=9),
    )


def check_character(vin: str) -> str:
    """Return the check character of a whole number: the weighted sum modulo 11, where 10 is X."""
    total = sum(
        int(_VALUES.get(mark, mark)) * weight for mark, weight in zip(vin, WEIGHTS, strict=True)
    )
    return "0123456789X"[total % 11]
