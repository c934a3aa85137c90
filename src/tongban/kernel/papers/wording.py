"""模板文字: what a keeper may write, and how facts come into it. Text in, plain blocks out; nothing is ever run.

A blank line ends a paragraph. `{name}` is a fact; a line `{items}` alone is a numbered list, `{table:materials}` a table,
lines `|name|value|` are a form. A paragraph, or a line of a form, of whose facts none is known is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.papers.placeholders import PLACEHOLDERS, TABLES
from tongban.kernel.papers.press.printing import Block, Form, Items, Table, Text
from tongban.kernel.papers.rules import Kind

Known: TypeAlias = str | list[str] | list[dict[str, str]]

LISTED = "items"
BLANK = "＿＿＿＿"
LONGEST_TITLE, LONGEST_BODY = 60, 20_000
_FACT = re.compile(r"\{(?:table:)?([a-z_]+)\}")
_TABLE = re.compile(r"^\{table:([a-z_]+)\}$")
_ROW = re.compile(r"^\|([^|]*)\|([^|]*)\|$")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def fault(kind: Kind, title: str, body: str) -> Refusal | None:
    """Return why a template cannot be published, if it cannot."""
    if not title.strip() or not body.strip() or {"{", "}"} & set(title):
        return Refusal(
            "papers.template_empty",
            "A template has a title without braces and a text. Fill both in.",
        )
    return too_long(title, body) or _unknown(kind, body) or _misplaced(body)


def too_long(title: str, body: str) -> Refusal | None:
    """Return why a template cannot be kept even as a draft."""
    if len(title) <= LONGEST_TITLE and len(body) <= LONGEST_BODY and "\x00" not in title + body:
        return None
    return Refusal(
        "papers.template_long",
        "A title has {title} signs at most, a text {body}. Shorten it.",
        title=LONGEST_TITLE,
        body=LONGEST_BODY,
    )


def clean(facts: Mapping[str, object]) -> dict[str, Known]:
    """Return the facts as text without control signs; empty ones are left out. Refuses what is no text, list or table."""
    found = {name: _cleaned(name, value) for name, value in facts.items()}
    return {name: value for name, value in found.items() if value}


def filled(body: str, facts: Mapping[str, Known]) -> list[Block]:
    """Return the blocks of a template with the facts in their places. A fact is never read as a template."""
    blocks: list[Block] = []
    for group in _groups(body):
        blocks += _filled(group, facts, first=not blocks)
    return blocks


def _groups(body: str) -> Iterator[list[str]]:
    for part in re.split(r"\n[ \t\u3000]*\n", body.replace("\r\n", "\n")):
        lines = [line.strip(" \t\u3000") for line in part.split("\n")]
        if kept := [line for line in lines if line]:
            yield kept


def _filled(group: Sequence[str], facts: Mapping[str, Known], *, first: bool) -> Iterator[Block]:
    if not _says(" ".join(group), facts):
        return
    text: list[str] = []
    rows: list[tuple[str, str]] = []
    for line in group:
        special = _special(line, facts)
        row = _ROW.match(line)
        if special is None and row is None:
            text.append(_inline(line, facts))
            continue
        if row and _says(line, facts):
            rows.append((_inline(row[1].strip(), facts), _inline(row[2].strip(), facts, blank="")))
        yield from _text(text, first=first)
        text = []
        yield from special or ()
    yield from _text(text, first=first)
    if rows:
        yield Form(rows)


def _text(lines: Sequence[str], *, first: bool) -> Iterator[Block]:
    words = "\n".join(lines)
    if words and first and words.endswith("："):
        yield Text(words, kind="to")
    elif words:
        # Reasons of several paragraphs stay several paragraphs.
        yield from (Text(part) for part in words.split("\n") if part.strip())


def _special(line: str, facts: Mapping[str, Known]) -> list[Block] | None:
    """Return what a line of its own brings, list or table; `None` for an ordinary line."""
    if line == f"{{{LISTED}}}":
        items = _strings(facts.get(LISTED, ""))
        return [Items(items)] if items else []
    if match := _TABLE.match(line):
        rows = [each for each in facts.get(match[1], []) if isinstance(each, dict)]
        return [_table(match[1], rows)] if rows else []
    return None


def _table(name: str, rows: Sequence[Mapping[str, str]]) -> Table:
    columns = TABLES[name]
    return Table(
        heads=("序号", *(head for _key, head, _width in columns)),
        rows=[
            [str(number), *(row.get(key, "") for key, _head, _width in columns)]
            for number, row in enumerate(rows, start=1)
        ],
        widths=(2, *(width for _key, _head, width in columns)),
    )


def _says(text: str, facts: Mapping[str, Known]) -> bool:
    named = _FACT.findall(text)
    return not named or any(name in facts for name in named)


def _inline(line: str, facts: Mapping[str, Known], *, blank: str = BLANK) -> str:
    return _FACT.sub(lambda place: "；".join(_strings(facts.get(place[1], ""))) or blank, line)


def _strings(value: Known) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [each if isinstance(each, str) else "，".join(each.values()) for each in value]


def _cleaned(name: str, value: object) -> Known:
    if isinstance(value, str | int | None):
        return _line(value)
    if isinstance(value, Sequence) and all(isinstance(each, Mapping) for each in value):
        return [{str(key): _line(cell) for key, cell in row.items()} for row in value]
    if isinstance(value, Sequence) and all(isinstance(each, str | int) for each in value):
        return [line for each in value if (line := _line(each))]
    raise Refusal(
        "papers.facts_unclear",
        "The fact {name} of the paper is no text, list or table. Report this to whoever runs the platform.",
        name=name,
    )


def _line(value: object) -> str:
    return "" if value is None else _CONTROL.sub("", str(value).replace("\r\n", "\n")).strip()


def _unknown(kind: Kind, body: str) -> Refusal | None:
    known = PLACEHOLDERS[kind]
    unknown = sorted({name for name in _FACT.findall(body) if name not in known})
    if not unknown:
        return None
    return Refusal(
        "papers.unknown_fact",
        "A paper of this kind knows nothing called {unknown}. Use one of: {known}.",
        unknown=", ".join(unknown),
        known=", ".join(sorted(known)),
    )


def _misplaced(body: str) -> Refusal | None:
    left = _FACT.sub("", body)
    lines = [line for group in _groups(body) for line in group]
    tables = [line for line in lines if "{table:" in line]
    if (
        not {"{", "}"} & set(left)
        and all((match := _TABLE.match(line)) and match[1] in TABLES for line in tables)
        and all(_ROW.match(line) for line in lines if line.startswith("|"))
    ):
        return None
    return Refusal(
        "papers.template_unclear",
        "Braces stand around the name of a fact only, a table such as {{table:materials}} on a line of its own, "
        "and a line of a form is |name|value|. Put that right.",
    )
