"""Turning posted names into JSON values: trimmed, without floats, and without losing what was typed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import category

from tongban.kernel.forms import words
from tongban.kernel.forms.binding import is_code
from tongban.kernel.forms.shapes import Answers, Fault, Field, Form, Json, Kind, fits

_FULL_WIDTH = {code + 0xFEE0: code for code in range(ord("!"), ord("~") + 1)}
_FULL_WIDTH_DIGITS = {code + 0xFEE0: code for code in range(ord("0"), ord("9") + 1)}
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_GROUPED = re.compile(r"-?[0-9]{1,3}([,，][0-9]{3})+")
_INVISIBLE = ("Cc", "Cf", "Cs")
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_CODES = (Kind.INTEGER, Kind.DATE, Kind.PHONE, Kind.EMAIL)


@dataclass(frozen=True, slots=True)
class _Posted:
    fields: Mapping[str, Sequence[str]]
    files: Mapping[str, str]
    kept: Collection[str]
    named: Mapping[str, str]

    def text(self, name: str) -> str | None:
        typed = self.fields.get(name)
        return typed[-1] if typed else None

    def rows(self, path: str) -> list[int]:
        """Return the row numbers that were posted under `path`, ascending."""
        beginning = f"{path}."
        numbers = {
            name[len(beginning) :].partition(".")[0]
            for name in (*self.fields, *self.files)
            if name.startswith(beginning)
        }
        return sorted(int(number) for number in numbers if re.fullmatch("[0-9]{1,6}", number))


def read(
    form: Form,
    fields: Mapping[str, Sequence[str]],
    *,
    files: Mapping[str, str],
    kept: Collection[str] = (),
    named: Mapping[str, str] = _NO_NAMES,
    step: str | None = None,
) -> Answers:
    """Return the values that were posted under names like `household.members.0.name`.

    `files` names the document just stored for a file field (`document/12`). A reference that comes back in a hidden
    field counts only if it is among `kept`, the references the draft holds already: nobody attaches the file of
    another; where it is `named`, only if it ends as a type of the question, and the last one posted. With `step` only that section is read. What cannot be read stays as it was typed, with a fault.
    """
    posted = _Posted(fields, files, kept, named)
    values: dict[str, Json] = {}
    faults: list[Fault] = []
    for section in form.sections:
        if section.name == step or (step is None and not section.office):
            values[section.name] = _object(section.fields, section.name, posted, faults)
    return Answers(values, tuple(faults))


def cleaned(text: str, *, lines: bool = False) -> str:
    """Return `text` without outer blanks and invisible signs; a line break survives only where `lines` says so."""
    text = "\n".join(text.replace("\t", " ").splitlines())
    visible = (sign for sign in text if sign == "\n" or category(sign) not in _INVISIBLE)
    text = "".join(visible).translate(_FULL_WIDTH_DIGITS)
    return text.strip() if lines else text.replace("\n", " ").strip()


def _object(
    fields: Sequence[Field], path: str, posted: _Posted, faults: list[Fault]
) -> dict[str, Json]:
    values: dict[str, Json] = {}
    for field in fields:
        at = f"{path}.{field.name}"
        if field.kind is Kind.TABLE:
            values[field.name] = [
                _object(field.columns, f"{at}.{row}", posted, faults) for row in posted.rows(at)
            ]
        elif (value := _value(field, at, posted)) is not None:
            values[field.name] = value
            if fault := _unread(field, at, value):
                faults.append(fault)
    return values


def _value(field: Field, path: str, posted: _Posted) -> Json:
    if field.kind is Kind.FILE:
        return posted.files.get(path) or _carried(field, path, posted)
    typed = posted.text(path)
    if typed is None:
        return None
    text = _normal(field, cleaned(typed, lines=field.kind is Kind.LINES))
    return _typed(field.kind, text) if text else None


def _carried(field: Field, path: str, posted: _Posted) -> str | None:
    """Return the reference that came back: one chosen from those attached elsewhere, else the one that was here."""
    found = [
        text
        for text in posted.fields.get(path, ())
        if text in posted.kept and (text not in posted.named or fits(field, posted.named[text]))
    ]
    return found[-1] if found else None


def _normal(field: Field, text: str) -> str:
    """Return codes, numbers and addresses of machines in half width; codes in capitals and without spaces."""
    code = is_code(field)
    if code or field.kind in _CODES:
        text = text.translate(_FULL_WIDTH)
    if code or field.kind is Kind.PHONE:
        text = re.sub(r"[\s()]", "", text)
    return text.upper() if code else text.strip()


def _typed(kind: Kind, text: str) -> Json:
    if kind is Kind.INTEGER:
        bare = re.sub("[,，]", "", text) if _GROUPED.fullmatch(text) else text
        return int(bare) if _WHOLE.fullmatch(bare) else text
    if kind in (Kind.YES_NO, Kind.PLEDGE) and text in ("true", "false"):
        return text == "true"
    return text


def _unread(field: Field, path: str, value: Json) -> Fault | None:
    if field.kind is Kind.INTEGER and isinstance(value, str):
        return Fault(path, words.WHOLE_NUMBER, {"example": 1200})
    if field.kind in (Kind.YES_NO, Kind.PLEDGE) and isinstance(value, str):
        return Fault(path, words.CHOOSE)
    return None
