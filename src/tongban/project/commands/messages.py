"""Compare, complete and compile the translations of the interface."""

import argparse
import sys

from tongban.project.messages.comparing import add_missing, clashes, faults
from tongban.project.messages.compiling import compile_all
from tongban.project.messages.rooms import rooms

NEEDS_DATABASE = False


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    parser = subparsers.add_parser("messages", help=__doc__, description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--check", action="store_true", help="list what is missing, obsolete or wrong; 1 if any"
    )
    what.add_argument("--write", action="store_true", help="add empty entries for what is missing")
    what.add_argument("--compile", action="store_true", help="make what Django reads")


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    if args.check:
        return _check()
    if args.write:
        for room in rooms():
            if count := add_missing(room):
                print(f"{room.name}: {count} added; translate them in {room.catalogue.name}")
    else:
        print(f"{compile_all()} catalogues compiled", file=sys.stderr)
    return 0


def _check() -> int:
    found = [f"{room.name}: {fault}" for room in rooms() for fault in faults(room)]
    found += (f"said in two ways: {clash}" for clash in clashes(rooms()))
    for line in found:
        print(line)
    return 1 if found else 0
