"""`tongban codes`: check codes of people, bodies, places and matters, one a line."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from tongban.kernel.clock import SHANGHAI
from tongban.standards.codes import CHECKS, Fault, identity_number

NEEDS_DATABASE = False

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the parser of `codes check`."""
    codes = subparsers.add_parser("codes", help="check codes of people, bodies, places and matters")
    verbs = codes.add_subparsers(required=True, metavar="VERB")
    check = verbs.add_parser(
        "check",
        help="read one code a line, print one JSON object a line",
        description='Prints {"code": …, "valid": true|false, "reason": null|"…"} for each line, empty lines included.',
    )
    check.add_argument("--kind", required=True, choices=sorted(CHECKS), help="what the lines are")
    check.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="default: standard input"
    )
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer each line; 0 when all were answered, 2 when the file cannot be read."""
    check = _check(args.kind)
    if args.file == "-":
        _answer(sys.stdin.buffer, check)
        return 0
    try:
        with Path(args.file).open("rb") as lines:
            _answer(lines, check)
    except OSError as error:
        sys.stderr.write(f"tongban: {args.file} cannot be read: {error.strerror}\n")
        return 2
    return 0


def _check(kind: str) -> Callable[[str], Fault | None]:
    if kind != "identity-number":
        return CHECKS[kind]
    return partial(identity_number.check, on=datetime.now(SHANGHAI).date())


def _answer(lines: BinaryIO, check: Callable[[str], Fault | None]) -> None:
    for number, line in enumerate(lines):
        raw = line.removeprefix(_BYTE_ORDER_MARK) if number == 0 else line
        code = _without_line_end(raw).decode("utf-8", "surrogateescape")
        fault = check(code)
        answer = {
            "code": code,
            "valid": fault is None,
            "reason": None if fault is None else str(fault),
        }
        # ASCII only: a byte that is no UTF-8 becomes a \udcXX escape instead of spoiling the output.
        sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _without_line_end(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r")
