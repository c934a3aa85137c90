"""Turns facts of a matter into the text of a cell and back, in the language in force. Pure but for its words."""

import enum
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from tongban.kernel.catalogue.rules import Limit
from tongban.kernel.catalogue.vocabulary import BodyTheme, PersonTheme, SpecialKind, Unit
from tongban.kernel.sheets.reading import is_rounded

LANGUAGES = ("zh-hans", "en")
BETWEEN = "；"
_YES = frozenset({"是", "有", "√", "y", "yes", "true", "1"})
_NO = frozenset({"否", "无", "×", "n", "no", "false", "0"})
_UNITS: Mapping[str, str] = {
    "个工作日": "wd",
    "工作日": "wd",
    "工作天": "wd",
    "wd": "wd",
    "working days": "wd",
    "个自然日": "cd",
    "自然日": "cd",
    "日历日": "cd",
    "cd": "cd",
    "calendar days": "cd",
    "个月": "mo",
    "月": "mo",
    "mo": "mo",
    "months": "mo",
    "年": "y",
    "y": "y",
    "years": "y",
    "小时": "h",
    "个小时": "h",
    "h": "h",
    "hours": "h",
}


class Unreadable(Exception):
    """A cell that does not say what its column asks for: the reason and the remedy in English, with places."""

    def __init__(self, code: str, reason: str, remedy: str, **facts: int | str) -> None:
        """Keep what is wrong and how to mend it."""
        super().__init__(code)
        self.code, self.reason, self.remedy, self.facts = code, reason, remedy, facts


@dataclass(frozen=True, slots=True)
class Kind:
    """单元格类型: how a fact is written into a cell, and read from one that is not empty."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


def words(most: int = 32_000) -> Kind:
    """Return the kind of plain words, `most` characters at most."""

    def read(text: str) -> str:
        if len(text) > most:
            raise Unreadable(
                "too_long",
                "The cell has {length} characters; at most {most} fit.",
                "Shorten it.",
                length=len(text),
                most=most,
            )
        return text

    return Kind(lambda value: str(value or ""), read)


def _code(text: str) -> str:
    if is_rounded(text):
        raise Unreadable(
            "rounded",
            "{value} is a number that Excel has rounded; its last digits are lost.",
            "Format the column as text, enter the code again and save.",
            value=text,
        )
    return str(words(120).read(text))


CODE = Kind(lambda value: str(value or ""), _code)


def whole(least: int, most: int) -> Kind:
    """Return the kind of a whole number within bounds."""

    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) and least <= int(text) <= most:
            return int(text)
        raise Unreadable(
            "no_number",
            "“{value}” is no whole number from {least} to {most}.",
            "Enter a whole number within these bounds.",
            value=text[:60],
            least=least,
            most=most,
        )

    return Kind(lambda value: "" if value is None else str(value), read)


def _yes_or_no(text: str) -> bool:
    said = text.lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise Unreadable(
        "neither",
        "“{value}” is neither yes nor no.",
        "Enter 是 or 否.",
        value=text[:60],
    )


YES_NO = Kind(lambda value: _("Yes") if value else _("No"), _yes_or_no)


def choice(kind: type[enum.Enum]) -> Kind:
    """Return the kind of one value of a closed list, by its name in either language or by its code."""
    return Kind(lambda value: _label(kind, value), lambda text: _value(kind, text))


def choices(*kinds: type[enum.Enum]) -> Kind:
    """Return the kind of several values of closed lists."""
    prefixed = len(kinds) > 1

    def write(values: Iterable[Any]) -> str:
        return BETWEEN.join(_one_of(kinds, value) for value in values)

    def read(text: str) -> tuple[Any, ...]:
        found = [
            value
            for part in _parts(text)
            for value in ([_any(kinds, part)] if prefixed else _split(kinds[0], part))
        ]
        return tuple(dict.fromkeys(found))

    return Kind(write, read)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;|\n]", text) if part.strip()]


def _split(kind: type[enum.Enum], part: str) -> list[Any]:
    if part in _known(kind):
        return [_value(kind, part)]
    return [_value(kind, piece.strip()) for piece in re.split(r"[、,，]", part) if piece.strip()]


def _one_of(kinds: Iterable[type[enum.Enum]], value: object) -> str:
    owner = next((kind for kind in kinds if value in _labels(kind, "en")), None)
    if owner is None:
        return str(value)
    return f"{_title(owner)}{_label(owner, value)}"


def _title(kind: type[enum.Enum]) -> str:
    """Return what parts the themes of people from those of bodies, which share their names."""
    if kind is PersonTheme:
        return pgettext("before a theme", "People: ")
    return pgettext("before a theme", "Bodies: ") if kind is BodyTheme else ""


def _any(kinds: Iterable[type[enum.Enum]], part: str) -> object:
    for kind in kinds:
        for language in LANGUAGES:
            with override(language):
                title = _title(kind)
            if part.startswith(title) and part.removeprefix(title).strip() in _known(kind):
                return _value(kind, part.removeprefix(title).strip())
    for kind in kinds:
        if part in _labels(kind, "en"):
            return part
    raise _unknown(part, next(iter(kinds)))


@cache
def _labels(kind: type[enum.Enum], language: str) -> Mapping[Any, str]:
    with override(language):
        return {member.value: str(getattr(member, "label")) for member in kind}  # noqa: B009


@cache
def _known(kind: type[enum.Enum]) -> Mapping[str, Any]:
    """Return every spelling of the values: codes, numbers with and without a zero, names in both languages."""
    spellings = {
        label: value for language in LANGUAGES for value, label in _labels(kind, language).items()
    }
    for value in _labels(kind, "en"):
        spellings[str(value)] = value
        if isinstance(value, int):
            spellings[f"{value:02}"] = value
    return spellings


def _label(kind: type[enum.Enum], value: object) -> str:
    if value not in _labels(kind, "en"):
        return ""
    return str(getattr(kind(value), "label"))  # noqa: B009


def _value(kind: type[enum.Enum], text: str) -> Any:  # noqa: ANN401 - the value of any closed list
    known = _known(kind)
    if text not in known:
        raise _unknown(text, kind)
    return known[text]


def _unknown(text: str, kind: type[enum.Enum]) -> Unreadable:
    return Unreadable(
        "not_in_list",
        "“{value}” is not in the list of values.",
        "Enter one of: {values}.",
        value=text[:60],
        values="、".join(_labels(kind, "zh-hans").values()),
    )


def limit_words(limit: Limit | str | None) -> str:
    """Return a limit in words, such as 20个工作日; nothing for none."""
    if not limit:
        return ""
    match = re.fullmatch(r"([0-9]+)(wd|cd|mo|y|h)", str(limit))
    if match is None:
        return str(limit)
    unit = str(Unit(match[2]).label)
    return pgettext("limit", "{amount} {unit}").format(amount=match[1], unit=unit)


def read_limit(text: str) -> Limit:
    """Read 20个工作日, 30个自然日, 2个月, 1年, 48小时 or 20wd; days that do not say which are refused."""
    match = re.fullmatch(r"([1-9][0-9]{0,4})\s*(\S.*)?", text.strip())
    unit = _UNITS.get((match[2] or "").strip()) if match else None
    if match is None or unit is None:
        raise Unreadable(
            "limit",
            "“{value}” does not say how many of which days.",
            "Write working days or calendar days: 20个工作日, 30个自然日, 2个月, 1年 or 48小时.",
            value=text[:60],
        )
    return Limit(int(match[1]), unit)


LIMIT = Kind(limit_words, read_limit)
LIMIT_TEXT = Kind(limit_words, lambda text: str(read_limit(text)))


def _special_words(values: Iterable[Mapping[str, str]]) -> str:
    return BETWEEN.join(
        f"{_label(SpecialKind, one['kind'])}：{limit_words(one['limit'])}"
        if one.get("limit")
        else _label(SpecialKind, one["kind"])
        for one in values
    )


def _read_special(text: str) -> tuple[dict[str, str], ...]:
    found: list[dict[str, str]] = []
    for part in _parts(text):
        kind, _colon, limit = re.sub("[：:]", "：", part).partition("：")
        one = {"kind": str(_value(SpecialKind, kind.strip()))}
        found.append({**one, "limit": str(read_limit(limit))} if limit.strip() else one)
    return tuple(found)


SPECIAL = Kind(_special_words, _read_special)
