"""Check allowances and bookings against the log."""

import argparse
import json

from tongban.kernel.allowances.verify import differences as allowance_differences
from tongban.kernel.bookings.verify import differences as booking_differences
from tongban.kernel.ledger.queries import snapshot

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `resources verify`."""
    parser = subparsers.add_parser("resources", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser(
        "verify",
        help="replay the logs of all accounts and bookings, and name every row that differs",
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Run the verb; exit 1 when a row differs."""
    with snapshot():
        accounts = [(one.account, one.n) for one in allowance_differences()]
        bookings = list(booking_differences())
    found = [f"allowance/{account} number {n}" for account, n in accounts]
    found += [f"booking/{booking}" for booking in bookings]
    if args.json:
        print(json.dumps({"ok": not found, "differences": found}))
        return 1 if found else 0
    for one in found:
        print(f"{one} is not what its log says")
    if not found:
        print("every movement and every booking is what its log says")
    return 1 if found else 0
