"""The reference pages that the program writes itself: `python -m tongban.project.reference PAGE` prints one."""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator

from tongban.api import manual
from tongban.project import command, environment, readiness
from tongban.project.variables import SETTINGS

SETTINGS_HEAD = """# Settings

Everything is set by environment variables; unset means the value in the second column. In a demo nothing needs to be
set. `TONGBAN_MODE=production` does not start while something is insecure, and says what and the remedy.
`TONGBAN_DATA` counts from the folder of the repository. The server keeps personal data encrypted under
`TONGBAN_DATA_KEY`: without that key a restored database cannot be read, so keep it apart from the backups.

This page is written by `python -m tongban.project.reference settings`; a test compares.

| variable | unset | meaning |
|---|---|---|
"""

COMMANDS_HEAD = """# Commands

`.venv/bin/tongban COMMAND`. Each has `--help`. A refusal is said on stderr and ends with exit code 2. Commands that need
the database start the embedded one if it is not running, create and migrate it where missing, and leave it as they found
it.

This page is written by `python -m tongban.project.reference commands`; a test compares.
"""


def settings_page() -> str:
    """Return the page of the settings."""
    rows = (
        f"| `{each.name}` | {f'`{each.default}`' if each.default else '–'} | {each.meaning} |\n"
        for each in SETTINGS
    )
    return SETTINGS_HEAD + "".join(rows)


def commands_page() -> str:
    """Return the page of the commands; Django must be set up."""
    parts = []
    for header in command.headers().values():
        module = importlib.import_module(header.module)
        for name, summary, parser in _parsers(command.parser_of(module), "tongban", ""):
            parts.append("\n".join([f"\n## {name}", "", *_described(parser, summary)]))
    return COMMANDS_HEAD + "\n".join(parts) + "\n"


def api_page() -> str:
    """Return the page of the API; Django must be set up."""
    v1 = importlib.import_module("tongban.api.v1")
    return manual.page(v1.api.get_openapi_schema())


def _parsers(
    parser: argparse.ArgumentParser, name: str, summary: str
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Yield the parsers that do something, each with the words that reach it and its line of help."""
    inner = [each for each in _actions(parser) if isinstance(each.choices, dict)]
    if not inner:
        yield name, summary, parser
    for group in inner:
        helps = {each.dest: each.help or "" for each in group._choices_actions}  # type: ignore[attr-defined]  # noqa: SLF001 - as below
        for word, below in dict(group.choices or {}).items():
            yield from _parsers(below, f"{name} {word}", helps.get(word, ""))


def _described(parser: argparse.ArgumentParser, summary: str) -> Iterator[str]:
    yield (parser.description or summary).strip()
    rows = [each for each in _actions(parser) if each.dest != "help"]
    if rows:
        yield ""
    for each in rows:
        names = ", ".join(each.option_strings) or each.metavar or each.dest
        value = (
            f" {each.metavar or each.dest.upper()}"
            if each.option_strings and each.nargs != 0
            else ""
        )
        yield f"- `{names}{value}`: {each.help or ''}".rstrip(": ")


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse shows its arguments in no other way


def main() -> None:
    """Print the page that was asked for."""
    readiness.set_up(environment.read(os.environ))
    pages = {"settings": settings_page, "commands": commands_page, "api": api_page}
    sys.stdout.write(pages[sys.argv[1]]())


if __name__ == "__main__":
    main()
