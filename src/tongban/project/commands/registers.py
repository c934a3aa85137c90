"""Check the registers against the log."""

import argparse
import json

from tongban.kernel.ledger.queries import snapshot
from tongban.kernel.registers.queries.verifying import faults

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `registers verify`."""
    parser = subparsers.add_parser("registers", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verify = verbs.add_parser(
        "verify", help="fold the log of every entry and name each row that differs"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Verify; exit 1 when anything differs."""
    with snapshot():
        found = [{"stream": stream, "reason": reason} for stream, reason in faults()]
    if args.json:
        print(json.dumps({"ok": not found, "faults": found}))
    elif found:
        print("\n".join(f"{each['stream']}: {each['reason']}" for each in found))
    else:
        print("every entry equals its log")
    return 1 if found else 0
