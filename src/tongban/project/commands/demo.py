"""Add the demo's people, matters and eighteen months of cases to the database; refused in production."""

import argparse
import os
from datetime import UTC, datetime

from tongban.kernel import Refusal
from tongban.kernel.clock import day_of
from tongban.project import demo, environment, modes, variables
from tongban.project.demo.life import loading as life

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    parser = subparsers.add_parser("demo", help=__doc__, description=__doc__)
    for name, what in (
        (
            "--part",
            "load one part of the cases only; the command starts itself so, a process a part",
        ),
        ("--base", "with --part, the number of the first case"),
        ("--count", "with --part, how many cases there are in all"),
    ):
        parser.add_argument(name, type=int, help=what)


def run(args: argparse.Namespace) -> int:
    """Add what is missing."""
    settings, at = environment.read(os.environ), datetime.now(UTC)
    if not settings.demo:
        words = "Invented people do not go into a production database; set TONGBAN_MODE=demo and another database."
        raise Refusal("project.demo_in_production", words)
    modes.refuse_other(variables.DEMO)
    if args.part is not None:
        life.load_part(day_of(at), args.part, base=args.base, count=args.count)
        return 0
    demo.load(at, _say)
    if settings.whole_demo:
        life.load(day_of(at), _say)
    return 0


def _say(words: str) -> None:
    print(words, flush=True)
