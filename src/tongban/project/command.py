"""The `tongban` command: finds its subcommands, those of the domains too, and makes ready what each needs.

A subcommand is a module with a one-line docstring, `NEEDS_DATABASE`, `add(subparsers)` and `run(args) -> int`. The
constants are read from its source, so that a pure command starts without Django and a module that needs models is
only imported once Django stands. A pure one may name words in `NEEDS_DATABASE_FOR` with which it needs it all the same.
"""

import argparse
import ast
import difflib
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tongban.kernel import Refusal
from tongban.project.processes import end_with_parent, never_orphaned

ROOT = Path(__file__).parents[1]
# Below `src/tongban`: the commands of the house, and those that a trade brings along.
FOLDERS = ("project/commands/*.py", "domains/*/commands/*.py")
# Set by `tongban run` for its children: its process id. They find the database ready and end with it.
PARENT = "TONGBAN_PARENT"


@dataclass(frozen=True, slots=True)
class Header:
    """What a subcommand says of itself before it is imported."""

    name: str
    module: str
    summary: str
    needs_database: bool
    needs_it_for: frozenset[str] = frozenset()

    def needs(self, arguments: Sequence[str]) -> bool:
        """Tell whether it needs a database for these arguments."""
        return self.needs_database or not self.needs_it_for.isdisjoint(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; a refusal becomes words on stderr and exit code 2."""
    try:
        return dispatch(sys.argv[1:] if arguments is None else list(arguments))
    except Refusal as refusal:
        print(f"tongban: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


def dispatch(arguments: list[str]) -> int:
    """Find the subcommand, make ready what it needs, run it."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(overview(headers()))
        return 0 if arguments else 2
    if arguments[0] == "--version":
        # Loaded by name, as below: a pure command must start at once.
        print(f"tongban {importlib.import_module('importlib.metadata').version('tongban')}")
        return 0
    return _run(_found(arguments[0]), arguments)


def headers() -> dict[str, Header]:
    """Return every subcommand's header, read without importing it."""
    return {name: _header(path, ROOT) for name, path in _paths().items()}


def parser_of(module: ModuleType) -> argparse.ArgumentParser:
    """Return the parser that holds one subcommand."""
    parser = argparse.ArgumentParser(prog="tongban")
    module.add(parser.add_subparsers(required=True))
    return parser


def overview(known: dict[str, Header]) -> str:
    """Return what `tongban --help` prints."""
    width = max(map(len, known), default=0)
    lines = [f"  {each.name:<{width}}  {each.summary}" for each in known.values()]
    usage = "usage: tongban COMMAND …   (tongban COMMAND --help says more)"
    return "\n".join([usage, "", *lines])


def _paths() -> dict[str, Path]:
    """Return the module of every subcommand, by name."""
    found = [path for pattern in FOLDERS for path in ROOT.glob(pattern) if path.stem != "__init__"]
    return {path.stem: path for path in sorted(found, key=lambda path: path.stem)}


def _header(path: Path, root: Path) -> Header:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in {"NEEDS_DATABASE", "NEEDS_DATABASE_FOR"}
    }
    summary = (ast.get_docstring(tree) or "").partition("\n")[0]
    module = ".".join(path.relative_to(root.parent).with_suffix("").parts)
    words = frozenset(constants.get("NEEDS_DATABASE_FOR", ()))
    return Header(path.stem, module, summary, constants.get("NEEDS_DATABASE") is True, words)


def _found(name: str) -> Header:
    known = _paths()
    if name in known:
        return _header(known[name], ROOT)
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean `tongban {near[0]}`?" if near else "`tongban --help` lists them."
    raise Refusal(
        "project.unknown_command", "There is no command {name}; {hint}", name=name, hint=hint
    )


def _run(header: Header, arguments: list[str]) -> int:
    ready = _prepared(needs_database=header.needs(arguments))
    module = importlib.import_module(header.module)
    chosen = parser_of(module).parse_args(arguments)
    with ready:
        return int(module.run(chosen))


def _prepared(*, needs_database: bool) -> AbstractContextManager[None]:
    """Set Django up where it is needed, and return the context in which its database is ready."""
    parent = os.environ.get(PARENT, "")
    if parent:
        end_with_parent(signal.SIGTERM, parent=int(parent))
        never_orphaned(int(parent))
    if not needs_database:
        return nullcontext()
    # Loaded by name: a pure command must start without Django.
    readiness = importlib.import_module("tongban.project.readiness")
    settings = importlib.import_module("tongban.project.environment").read(os.environ)
    readiness.set_up(settings)
    if parent:
        return nullcontext()
    ready: AbstractContextManager[None] = readiness.ready(settings, _say)
    return ready


def _say(words: str) -> None:
    print(f"tongban: {words} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
