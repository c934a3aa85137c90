"""What Python says to people: calls of gettext and its kin, refusals and faults, and modules named `words`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tongban.project.messages.entries import Entry

# Of each function, where its context, text and plural stand.
CALLS = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
SENTENCES = {"Refusal", "Fault"}


def entries(path: Path) -> set[Entry]:
    """Return what the file says; words that reach a refusal through a name are followed within the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = _named(tree)
    found = {entry for node in ast.walk(tree) for entry in _of_call(node, names)}
    if path.stem == "words":
        found |= {Entry(text) for node in tree.body for text in _assigned(node)}
    return found


def constants(path: Path) -> set[str]:
    """Return every text that stands in the file, said to people or not."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {text for node in ast.walk(tree) if (text := _text(node)) is not None}


def _of_call(node: ast.AST, names: dict[str, list[ast.expr]]) -> Iterator[Entry]:
    if not isinstance(node, ast.Call):
        return
    name = _name(node.func)
    if name in CALLS:
        parts = [_text(argument) for argument in node.args[: len(CALLS[name])]]
        if len(parts) == len(CALLS[name]) and all(parts):
            yield Entry(**{role: text or "" for role, text in zip(CALLS[name], parts, strict=True)})
    elif name in SENTENCES:
        given = [*node.args, *(each.value for each in node.keywords if each.arg == "words")]
        for argument in given:
            yield from (Entry(text) for text in _texts(argument, names) if " " in text)


def _texts(node: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Yield each text that the expression may be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _texts(body, names)
            yield from _texts(other, names)
        case ast.Dict(values=values):
            for value in values:
                yield from _texts(value, names)
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            known = names.get(name, [])
            rest = {each: values for each, values in names.items() if each != name}
            for value in known:
                yield from _texts(value, rest)
        case _:
            return


def _named(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return what every name of the file is ever set to."""
    names: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names.setdefault(_name(target), []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            names.setdefault(_name(node.target), []).append(node.value)
    return names


def _assigned(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        yield from _texts(node.value, {})


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
