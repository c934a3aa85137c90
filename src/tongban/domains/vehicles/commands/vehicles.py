"""Read what cars leave behind: statements of fuel cards and tracks."""

import argparse
import json
import sys
from pathlib import Path

from tongban.domains.vehicles.fuelcards import reading, records, sorting, telling
from tongban.domains.vehicles.fuelcards.measures import Order
from tongban.domains.vehicles.rules.sealing import SealedDays
from tongban.kernel import Refusal
from tongban.standards.calendars import national

NEEDS_DATABASE = False


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    vehicles = subparsers.add_parser("vehicles", help=__doc__, description=__doc__)
    verbs = vehicles.add_subparsers(required=True, metavar="VERB")
    fuel = verbs.add_parser(
        "import-fuel",
        help="sort a statement of fuel cards into accepted, flagged and rejected rows",
        description="Sort a statement of fuel cards, CSV (UTF-8, GB 18030) or xlsx, into accepted, flagged (with reasons) and rejected rows (with the remedy). Nothing is written.",
    )
    fuel.add_argument("file", type=Path, metavar="FILE")
    fuel.add_argument("--json", action="store_true", help="print one object")
    fuel.add_argument(
        "--distance",
        choices=("auto", "km", "mi"),
        default="auto",
        help="unit of distances; auto: miles in a file with gallons",
    )
    fuel.add_argument(
        "--dates",
        choices=[each.value for each in Order],
        default=Order.MONTH_FIRST.value,
        help="order of a date with the year last (default: mdy)",
    )
    fuel.add_argument(
        "--sealed", action="store_true", help="flag fills on holidays, when cars stay in"
    )
    fuel.set_defaults(run=run, verb=_import_fuel)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(args.verb(args))


def _import_fuel(args: argparse.Namespace) -> int:
    statement = reading.read(args.file.name, _content(args.file))
    manner = records.Manner(
        order=Order(args.dates), miles=None if args.distance == "auto" else args.distance == "mi"
    )
    done = sorting.sort(statement, manner, sealed=SealedDays(national()) if args.sealed else None)
    if args.json:
        sys.stdout.write(json.dumps(telling.as_object(done), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(telling.lines(done)) + "\n")
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            "vehicles.file_unreadable",
            "{path} cannot be read: {reason}. Check the name and the rights.",
            path=str(path),
            reason=error.strerror or "",
        ) from error
