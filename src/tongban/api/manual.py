"""The reference of the API as a page, written from the OpenAPI document."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

Named = tuple[str, str, dict[str, Any]]
HEAD = """# The API

Every operation of version 1, its scope, what it takes and how it answers; the same for machines is at `/api/openapi.json`,
with a form for each at `/api/`. How to begin is in [use the API](../how-to/use-the-api.md).

Each operation may also answer {common}. Every error is `application/problem+json`: `type`, `title`, `status`, `detail`,
`code`, and `faults` by field.

This page is written by `python -m tongban.project.reference api`; a test compares.
"""
COMMON = ("400", "401", "403", "422", "429")


def page(document: dict[str, Any]) -> str:
    """Return the page."""
    common = ", ".join(f"`{status}`" for status in COMMON)
    parts = [HEAD.replace("{common}", common)]
    for tag, operations in groupby(_operations(document), key=lambda named: named[2]["tags"][0]):
        parts.append(f"\n## {tag}\n")
        parts += [_operation(named, document) for named in operations]
    parts.append("\n## Shapes\n")
    shapes = sorted(_shapes(document), key=lambda named: named[0])
    parts += [_shape(name, schema, document) for name, schema in shapes]
    return "".join(parts)


def _operations(document: dict[str, Any]) -> Iterator[Named]:
    found = [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    order = list(dict.fromkeys(named[2]["tags"][0] for named in found))
    yield from sorted(found, key=lambda named: order.index(named[2]["tags"][0]))


def _operation(named: Named, document: dict[str, Any]) -> str:
    method, path, said = named
    lines = [f"\n### {said['operationId']}\n", f"`{method} {path}`\n", said["description"] + "\n"]
    rows = [_parameter(one, document) for one in said.get("parameters", [])]
    content = said.get("requestBody", {}).get("content", {})
    rows += [f"- body: {_type(one['schema'], document)}" for one in content.values()]
    answers = [
        _answer(status, answer, document)
        for status, answer in said["responses"].items()
        if str(status) not in COMMON
    ]
    return "\n".join([*lines, *rows, f"- answers: {', '.join(answers)}", ""])


def _parameter(one: dict[str, Any], document: dict[str, Any]) -> str:
    needed = ", needed" if one["required"] else ""
    told = f": {one['description']}" if "description" in one else ""
    return f"- `{one['name']}` ({one['in']}{needed}), {_type(one['schema'], document)}{told}"


def _answer(status: int | str, answer: dict[str, Any], document: dict[str, Any]) -> str:
    nothing: tuple[str, dict[str, Any]] = ("", {})
    media, content = next(iter(answer.get("content", {}).items()), nothing)
    if not media or "problem" in media:
        return f"`{status}`"
    plain = content["schema"].get("format") == "binary"
    return f"`{status}` {f'`{media}`' if plain else _type(content['schema'], document)}"


def _shapes(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in document["components"]["schemas"].items():
        if "properties" in schema:
            yield name, schema


def _shape(name: str, schema: dict[str, Any], document: dict[str, Any]) -> str:
    needed = set(schema.get("required", []))
    rows = [
        f"- `{field}`{'' if field in needed else ' (may be left out)'}, {_type(said, document)}{_told(said)}"
        for field, said in schema["properties"].items()
    ]
    return "\n".join([f"\n### {name}\n", schema.get("description", ""), "", *rows, ""])


def _told(said: dict[str, Any]) -> str:
    return f": {said['description']}" if "description" in said else ""


def _type(schema: dict[str, Any], document: dict[str, Any]) -> str:
    """Return what a schema takes, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        known = document.get("components", {}).get("schemas", {}).get(name, {})
        return _type(known, document) if "enum" in known else f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(one, document) for one in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"] if value != "")
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'], document)}"
    if schema.get("format") == "binary":
        return "bytes"
    return str(schema.get("format") or schema.get("type") or schema.get("const") or "any value")
