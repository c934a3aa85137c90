"""Read what cars leave behind, statements of fuel cards and tracks, and book it."""

import argparse
import importlib
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tongban.domains.vehicles.fuelcards import reading, records, sorting, telling
from tongban.domains.vehicles.fuelcards.measures import Order
from tongban.domains.vehicles.rules.patrol import Watch
from tongban.domains.vehicles.rules.sealing import Approval, SealedDays
from tongban.domains.vehicles.tracks import checking
from tongban.domains.vehicles.tracks.reading import Datum, Track
from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI, read_instant
from tongban.standards.calendars import national

NEEDS_DATABASE = False
NEEDS_DATABASE_FOR = ("import-track", "undo-fuel", "verify", "--book", "--plan")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    vehicles = subparsers.add_parser("vehicles", help=__doc__, description=__doc__)
    verbs = vehicles.add_subparsers(required=True, metavar="VERB")
    _add_fuel(verbs)
    _add_undo(verbs)
    _add_track(verbs)
    _add_keeping(verbs)
    verify = verbs.add_parser(
        "verify", help="replay the logs of the trade, and name every row that differs"
    )
    verify.add_argument("--json", action="store_true", help="print one object")
    verify.set_defaults(run=run, verb=_verify)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(args.verb(args))


def _add_fuel(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    fuel = verbs.add_parser(
        "import-fuel",
        help="sort a statement of fuel cards into accepted, flagged and rejected rows",
        description="Sort a statement of fuel cards, CSV (UTF-8, GB 18030) or xlsx, into accepted, flagged (with reasons) and rejected rows (with the remedy). Nothing is written, but with --book.",
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
    what = fuel.add_mutually_exclusive_group()
    what.add_argument(
        "--plan", action="store_true", help="say what would be booked on the cars of --as"
    )
    what.add_argument("--book", action="store_true", help="book it, as the page of statements does")
    fuel.add_argument("--full", action="store_true", help="every fill in it filled the car up")
    _add_keeper(fuel)
    fuel.set_defaults(run=run, verb=_import_fuel)


def _add_undo(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    undo = verbs.add_parser("undo-fuel", help="take a booked statement back")
    undo.add_argument("statement", type=int, metavar="NUMBER", help="as --book printed it")
    undo.add_argument("--reason", required=True, help="why it is taken back")
    _add_keeper(undo)
    undo.set_defaults(run=run, verb=_undo_fuel)


def _add_track(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    track = verbs.add_parser(
        "check-track",
        help="cut a track into trips and name those on sealed days",
        description="Cut a track, CSV with lat, lng, datetime and uid, plain or in gzip, into trips; name those on holidays and other sealed days that no approval covers.",
    )
    track.add_argument("file", type=Path, metavar="FILE")
    track.add_argument("--json", action="store_true", help="print one object")
    track.add_argument(
        "--zone",
        default=SHANGHAI.key,
        help="zone of times without an offset, such as UTC (default: Asia/Shanghai)",
    )
    track.add_argument(
        "--datum",
        choices=[each.value for each in Datum],
        default=Datum.WGS84.value,
        help="in which system places are given (default: wgs84)",
    )
    track.add_argument(
        "--seal", metavar="DAY", action="append", default=[], help="a day on which cars stay in"
    )
    track.add_argument(
        "--approved", metavar="FROM/TO", action="append", default=[], help="an approved time"
    )
    track.set_defaults(run=run, verb=_check_track)


def _add_keeping(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    keeping = verbs.add_parser(
        "import-track",
        help="keep the trips of a track by car",
        description="Cut a track, CSV plain or in gzip, into trips and keep those of the cars whose register somebody keeps. Cars that nobody knows are named.",
    )
    keeping.add_argument("file", type=Path, metavar="FILE")
    _add_keeper(keeping)
    keeping.add_argument(
        "--car", metavar="PLATE", default="", help="the car, where all points are of one"
    )
    keeping.add_argument("--zone", default=SHANGHAI.key, help="zone of times without an offset")
    keeping.add_argument(
        "--datum",
        choices=[each.value for each in Datum],
        default=Datum.WGS84.value,
        help="in which system places are given",
    )
    keeping.add_argument("--json", action="store_true", help="print one object")
    keeping.set_defaults(run=run, verb=_import_track)


def _add_keeper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="by", metavar="USERNAME", default="", help="who keeps the register of cars"
    )
    parser.add_argument(
        "--organ", default="", help="organ whose cars they are, those below it included"
    )


def _import_fuel(args: argparse.Namespace) -> int:
    if args.book or args.plan:
        return _book_fuel(args)
    statement = reading.read(args.file.name, _content(args.file))
    manner = records.Manner(
        order=Order(args.dates), miles=None if args.distance == "auto" else args.distance == "mi"
    )
    done = sorting.sort(statement, manner, sealed=SealedDays(national()) if args.sealed else None)
    _print(args, telling.as_object(done), telling.lines(done))
    return 0


def _book_fuel(args: argparse.Namespace) -> int:
    if (args.distance, args.dates) != ("auto", Order.MONTH_FIRST.value):
        raise Refusal(
            "vehicles.booked_as_it_is",
            "A statement is booked with its distances and dates as the page reads them. Leave --distance and --dates away, or correct the file.",
        )
    return int(_loaded("verbs.fuel").import_fuel(args, _content(args.file)))


def _undo_fuel(args: argparse.Namespace) -> int:
    return int(_loaded("verbs.fuel").undo_fuel(args))


def _verify(args: argparse.Namespace) -> int:
    return int(_loaded("verbs.verifying").verify(args))


def _loaded(name: str) -> ModuleType:
    """Return a module of this trade that needs Django; the verbs beside it must start without."""
    return importlib.import_module(f"tongban.domains.vehicles.{name}")


def _check_track(args: argparse.Namespace) -> int:
    track = Track(args.file, _zone(args.zone), SHANGHAI, Datum(args.datum))
    added = {_day(text): text for text in args.seal}
    watch = Watch(
        sealed=SealedDays(national(), added),
        approvals=[_approval(text) for text in args.approved],
    )
    cars = checking.checked(track.points(), watch)
    count = len(track.unreadable)
    _print(args, checking.as_object(cars, count), checking.lines(cars, count))
    return 0


def _import_track(args: argparse.Namespace) -> int:
    _zone(args.zone)
    return int(_loaded("verbs.tracks").import_track(args))


def _print(args: argparse.Namespace, whole: dict[str, Any], lines: Iterable[str]) -> None:
    text = json.dumps(whole, ensure_ascii=False) if args.json else "\n".join(lines)
    sys.stdout.write(f"{text}\n")


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


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal(
            "vehicles.zone_unknown",
            "There is no zone {name}. Write one such as UTC or Asia/Shanghai.",
            name=name,
        ) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(
            "vehicles.not_a_day", "{text} is no day. Write it as 2026-10-01.", text=text
        ) from error


def _approval(text: str) -> Approval:
    start, slash, end = text.partition("/")
    if not slash:
        raise Refusal(
            "vehicles.not_a_time_span",
            "{text} is no span of time. Write its start and its end with a slash between.",
            text=text,
        )
    return Approval(read_instant(start), read_instant(end))
