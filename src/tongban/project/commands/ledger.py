"""Check the log: every chain, from its first event to its end."""

import argparse
import json

from tongban.kernel.ledger.queries import faults, size, snapshot

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `ledger verify`."""
    parser = subparsers.add_parser("ledger", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser(
        "verify", help="recompute every hash and name the first broken link of each stream"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Verify; exit 1 when anything is broken."""
    with snapshot():
        found = [{"stream": stream, "n": n, "reason": reason} for stream, n, reason in faults()]
        streams, events = size()
    if args.json:
        print(
            json.dumps(
                {"ok": not found, "streams": streams, "events": events, "faults": found},
                ensure_ascii=False,
            )
        )
    else:
        for fault in found:
            print(f"{fault['stream']} event {fault['n']}: {fault['reason']}")
        print(
            f"{events} events in {streams} streams: "
            + ("all chains hold" if not found else f"{len(found)} broken")
        )
    return 1 if found else 0
