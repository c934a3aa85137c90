"""Check the daily counts of the overview against the log, or count them anew."""

import argparse
import json

from tongban.kernel.ledger.queries import snapshot
from tongban.kernel.overview.actions import rebuild
from tongban.kernel.overview.counting import of_the_log
from tongban.kernel.overview.verify import differences

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `overview verify` and `overview rebuild`."""
    parser = subparsers.add_parser("overview", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="count from the log and name every count that differs")
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    verbs.add_parser("rebuild", help="replace all counts by those of the log")


def run(args: argparse.Namespace) -> int:
    """Run the verb; exit 1 when a count differs."""
    if args.verb == "rebuild":
        print(f"{rebuild(of_the_log)} daily counts written from the log")
        return 0
    return _verify(as_json=args.json)


def _verify(*, as_json: bool) -> int:
    with snapshot():
        found = list(differences())
    rows = [
        {
            **one.key._asdict(),
            "day": one.key.day.isoformat(),
            "stored": one.stored,
            "log": one.logged,
        }
        for one in found
    ]
    if as_json:
        print(json.dumps({"ok": not rows, "differences": rows}))
        return 1 if rows else 0
    for row in rows:
        print(
            "{day} home {home} organ {organ} matter {matter} {kind}: "
            "stored {stored}, the log says {log}".format(**row)
        )
    print(f"{len(rows)} differences" if rows else "every daily count equals the log")
    return 1 if rows else 0
