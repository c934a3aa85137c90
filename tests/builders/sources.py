"""The product's source, read once, for the tests of the house."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tongban"
TESTS = ROOT / "tests"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(below: Path = PACKAGE) -> list[Path]:
    """Return every module below a folder; migrations are written by Django."""
    return [path for path in sorted(below.rglob("*.py")) if "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Yield the functions and methods of a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Return a function's lines, its docstring and decorators left out."""
    body = function.body[1:] if ast.get_docstring(function) and function.body[1:] else function.body
    head = body[0].lineno - function.lineno if ast.get_docstring(function) is None else 1
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 + head


def shown(path: Path) -> str:
    """Return the path as a reader of the repository knows it."""
    return str(path.relative_to(ROOT))


@cache
def tracked() -> list[Path]:
    """Return the files that belong to the repository, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the repository with its content."""
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
