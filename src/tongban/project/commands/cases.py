"""List the cases, and check every row of them against the replay of the log."""

import argparse
import json
from dataclasses import asdict

from tongban.kernel.cases.queries import Case, every_case
from tongban.kernel.cases.verify import differences
from tongban.kernel.ledger.queries import snapshot

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `cases list` and `cases verify`."""
    parser = subparsers.add_parser("cases", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser(
        "verify", help="replay every log and compare all rows, column by column"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    listing = verbs.add_parser("list", help="number, matter, state and due day of every case")
    listing.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    return _verify(as_json=args.json) if args.verb == "verify" else _list(as_json=args.json)


def _verify(*, as_json: bool) -> int:
    with snapshot():
        found, count = list(differences()), every_case().count()
    if as_json:
        shown = [asdict(each) for each in found]
        print(
            json.dumps({"ok": not found, "cases": count, "differences": shown}, ensure_ascii=False)
        )
    else:
        for each in found:
            print(
                f"{each.number} {each.table} row {each.row} column {each.column}: "
                f"stored {each.stored}, the log says {each.replayed}"
            )
        print(
            f"{count} cases: "
            + ("every row equals its replay" if not found else f"{len(found)} differences")
        )
    return 1 if found else 0


def _list(*, as_json: bool) -> int:
    for case in every_case().iterator(chunk_size=2000):
        row = _line(case)
        print(
            json.dumps(row, ensure_ascii=False)
            if as_json
            else "  ".join(str(value or "-") for value in row.values())
        )
    return 0


def _line(case: Case) -> dict[str, str | None]:
    due = case.promised_on.isoformat() if case.promised_on else None
    return {"number": case.number, "matter": case.title, "state": case.state, "due": due}
