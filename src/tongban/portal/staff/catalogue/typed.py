"""已填内容: what a keeper typed, read from the post or written from a content, and made a content again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from tongban.kernel import Refusal
from tongban.kernel.catalogue import dossiers, rules
from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.portal.refusals import spoken
from tongban.portal.staff.catalogue.inputs import Input
from tongban.portal.staff.catalogue.sections import INPUTS, PARTS
from tongban.portal.staff.catalogue.writing import written

Value = Any
MOST_ROWS = 200
MOST_READ = 2000
"""A list that came in by file may be longer; it is read whole, so that taking a row out loses no other."""


@dataclass(slots=True)
class Typed:
    """已填内容: by input name, text, texts or rows of them; `faults` by the id of the control."""

    values: dict[str, Value]
    faults: dict[str, str] = field(default_factory=dict)


def typed_of(content: Content) -> Typed:
    """Return what the editor shows of a content."""
    return Typed({name: written(one, content) for name, one in INPUTS.items()})


def read(post: QueryDict, names: Sequence[str] = tuple(INPUTS)) -> Typed:
    """Return what was posted, of bounded length, just as it was typed."""
    return Typed({name: _read(post, INPUTS[name], name) for name in names})


def with_row(typed: Typed, name: str) -> None:
    """Add an empty row to a list."""
    if name in INPUTS and INPUTS[name].kind == "rows" and len(typed.values[name]) < MOST_ROWS:
        typed.values[name].append({one.name: blank(one) for one in INPUTS[name].columns})


def without_row(typed: Typed, place: str) -> None:
    """Take a row out of a list; `place` is its name and number, such as `steps:2`."""
    name, _, number = place.partition(":")
    rows = typed.values.get(name)
    if isinstance(rows, list) and number.isdecimal() and int(number) < len(rows):
        del rows[int(number)]


def blank(one: Input) -> str:
    """Return what a column of a new row holds."""
    choices = list(one.choices()) if one.choices and one.must else []
    return str(choices[0][0]) if choices else "1" if one.name == "copies" else ""


def content_of(typed: Typed, base: Content) -> Content:
    """Return what was typed as a content; what cannot be read is left as it was and told in `typed.faults`."""
    changes = changed(typed, tuple(typed.values))
    known = {each.name for each in fields(Content)}
    return replace(base, **{name: value for name, value in changes.items() if name in known})


def changed(typed: Typed, names: Sequence[str]) -> dict[str, Any]:
    """Return the fields of `Content` that these inputs say, whole fields for the parts among them."""
    said: dict[str, Any] = {}
    for name in names:
        one = INPUTS[name]
        try:
            value = _value(one, typed.values[name], f"f-{name}", typed)
        except Refusal as refusal:
            typed.faults[f"f-{name}"] = _words(refusal)
            continue
        if name in PARTS:
            said.setdefault(PARTS[name], {})[name] = value
        else:
            said[name] = value
    return said | _joined(said)


def _words(refusal: Refusal) -> str:
    """Say of a file where in it what is wrong; everything else in the refusal's own words."""
    if refusal.code != "catalogue.dossier_wrong":
        return spoken(refusal)
    return f"{refusal.facts['place']}: {gettext(str(refusal.facts['reason']))}"


def _joined(said: Mapping[str, Any]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    if "remedies" in said:
        joined["remedies"] = {name: value for name, value in said["remedies"].items() if value}
    if "certificate" in said:
        series = said["certificate"].get("certificate_series")
        valid = said["certificate"].get("certificate_valid")
        joined["certificate"] = (
            {"series": series} | ({"valid": str(valid)} if valid else {}) if series else None
        )
    if "performers" in said:
        joined["performers"] = {
            one["key"]: {"organ": one["organ"], "duty": one["duty"]} for one in said["performers"]
        }
    return joined


def _read(post: QueryDict, one: Input, name: str) -> Value:
    if one.kind == "many":
        return [str(each)[:60] for each in post.getlist(name)]
    if one.kind == "rows":
        count = str(post.get(f"{name}-count", "0"))
        rows = min(int(count[:9]) if count.isascii() and count.isdecimal() else 0, MOST_READ)
        return [
            {
                column.name: _read(post, column, f"{name}-{number}-{column.name}")
                for column in one.columns
            }
            for number in range(rows)
        ]
    text = str(post.get(name, "")).replace("\r\n", "\n")[: one.most + 1]
    if one.kind == "limit":
        amount = text.strip()[:20]
        return f"{amount}{post.get(f'{name}-unit', 'wd')}"[:24] if amount else ""
    return text if one.kind == "file" else text.strip()


def _value(one: Input, value: Value, place: str, typed: Typed) -> Any:  # noqa: ANN401 - as `Content` has it
    """Return one value as `Content` has it, or refuse."""
    if one.kind == "rows":
        return _rows(one, value, place, typed)
    if one.kind == "many":
        return tuple(_choice(one, each) for each in value)
    if one.kind == "yes":
        return value != ""
    if one.kind == "file":
        return _part(one, value)
    return _single(one, value) if value else _nothing(one)


def _single(one: Input, value: str) -> Any:  # noqa: ANN401 - as `Content` has it
    if one.kind == "one":
        return _choice(one, value)
    if one.kind == "limit":
        return rules.parse_limit(value)
    if one.kind == "number":
        if not (value.isascii() and value.isdecimal() and len(value) <= one.most):
            raise Refusal(
                "portal.no_number", "“{value}” is no whole number. Enter digits only.", value=value
            )
        return int(value)
    if len(value) > one.most:
        raise Refusal(
            "portal.too_long", "At most {most} characters fit. Shorten it.", most=one.most
        )
    return value


def _nothing(one: Input) -> Any:  # noqa: ANN401 - as `Content` has it
    if one.must:
        raise Refusal("portal.must_be_filled", "This must be filled in.")
    return None if one.kind in ("one", "limit", "number") else ""


def _choice(one: Input, value: str) -> int | str:
    if one.whole:
        if not (value.isascii() and value.isdecimal() and len(value) < 19):
            raise Refusal("portal.no_choice", "Choose one from the list.")
        return int(value)
    if one.choices is not None and value not in [str(each) for each, _name in one.choices()]:
        raise Refusal("portal.no_choice", "Choose one from the list.")
    return value


def _part(one: Input, value: str) -> Any:  # noqa: ANN401 - a JSON document or a text
    if not value.strip():
        return None
    if one.name == "form":
        return dossiers.checked_form(value.encode())
    dossiers.read_flow(value.encode())
    return value


def _rows(one: Input, rows: Sequence[Mapping[str, str]], place: str, typed: Typed) -> Any:  # noqa: ANN401
    """Return the rows in which something was typed; what is wrong is told at its cell."""
    if len(rows) > MOST_ROWS:
        words = "A list has {most} rows at most here. Bring longer ones in by a file."
        raise Refusal("portal.too_many_rows", words, most=MOST_ROWS)
    kept = []
    for number, row in enumerate(rows):
        typed_in = [one.name for one in one.columns if row[one.name] not in ("", blank(one))]
        if typed_in:
            kept.append(_row(one, row, f"{place}-{number}", typed))
    if one.name == "bases":
        return tuple(Article(**row) for row in kept)
    if one.name == "materials":
        return tuple(Paper(**row) for row in kept)
    return tuple(kept)


def _row(one: Input, row: Mapping[str, str], place: str, typed: Typed) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column in one.columns:
        try:
            value = _value(column, row[column.name], f"{place}-{column.name}", typed)
        except Refusal as refusal:
            typed.faults[f"{place}-{column.name}"] = spoken(refusal)
            value = row[column.name]
        if one.name in ("bases", "materials"):
            said[column.name] = (
                1 if value is None and column.name == "copies" else value or type(value)()
            )
        elif value not in (None, "", False):
            said[column.name] = str(value) if column.kind == "limit" else value
    return said
