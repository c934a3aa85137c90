"""Analyse event logs, those of others and our own: how cases went, how long it took, what was on time."""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

from tongban.kernel import Refusal
from tongban.kernel.mining.figures import ENDS
from tongban.kernel.mining.log import LIFECYCLE
from tongban.kernel.mining.opening import read_log
from tongban.kernel.mining.summary import as_object, in_words, summary
from tongban.kernel.mining.tables import Headers
from tongban.kernel.mining.waiting import completions
from tongban.project.reader import translating

NEEDS_DATABASE = False
NEEDS_DATABASE_FOR = ("export",)
ROOM = "kernel.mining"
ANALYSE = """\
Reads XES, plain or packed by gzip, and CSV (UTF-8, UTF-16, GB 18030), whose columns of case, activity and time are found by their usual
names. All events count, in each case by their times. A case is on time that was closed up to its deadline; closed is one
that says when, or each, by its last event, where no case of the log does.
"""
EXPORT = """\
Writes what happened in our cases as XES (IEEE 1849), a trace a case and an event an entry of its log, for the operator of the house alone.
People stay out of it: who acted is a post, an organ, the applicant or the platform; nothing of what a form, an opinion or a file says.
"""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `log analyse` and `log export`."""
    log = subparsers.add_parser("log", help=__doc__, description=__doc__)
    verbs = log.add_subparsers(dest="verb", required=True, metavar="VERB")
    analyse = verbs.add_parser(
        "analyse",
        help="say what a log of XES or CSV holds",
        description=ANALYSE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    analyse.add_argument("file", type=Path, metavar="FILE")
    analyse.add_argument(
        "--deadline", metavar="ATTRIBUTE", default="", help="what says when a case was due"
    )
    analyse.add_argument(
        "--end",
        metavar="ATTRIBUTE",
        default="",
        help=f"what says when a case was closed; unset, the first of {', '.join(ENDS)} that is there",
    )
    for name, what in (
        ("case", "the number of the case"),
        ("activity", "what happened"),
        ("time", "when it did"),
    ):
        analyse.add_argument(
            f"--{name}", metavar="COLUMN", default="", help=f"the column of a CSV with {what}"
        )
    analyse.add_argument(
        "--completed",
        action="store_true",
        help="count only what was completed, where the log tells other stages too",
    )
    analyse.add_argument("--json", action="store_true", help="print one JSON object")
    _add_export(verbs)


def _add_export(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = verbs.add_parser(
        "export", help="write the log of our own cases as XES", description=EXPORT
    )
    export.add_argument("--out", type=Path, metavar="FILE", help=".gz packs it; unset, the output")
    export.add_argument(
        "--since", metavar="DAY", default="", help="cases handed in from this day on"
    )
    export.add_argument("--until", metavar="DAY", default="", help="cases handed in up to this day")
    export.add_argument("--home", type=int, metavar="COUNTY", help="cases of this county alone")
    export.add_argument("--steps", action="store_true", help="the steps of the flow alone")


def run(args: argparse.Namespace) -> int:
    """Run the verb. A refusal is said in the reader's language, and returns 2."""
    if args.verb == "export":
        # Loaded by name: `analyse` must start without Django.
        door = importlib.import_module("tongban.project.own_log")
        given = {name: getattr(args, name) for name in ("since", "until", "home", "steps")}
        return int(door.export(args.out, **given))
    if args.json:
        return _analyse(args)
    translate = translating(os.environ, ROOM)
    try:
        return _analyse(args)
    except Refusal as refusal:
        print(f"tongban: {translate(refusal.words).format(**refusal.facts)}", file=sys.stderr)
        return 2


def _analyse(args: argparse.Namespace) -> int:
    headers = Headers(args.case, args.activity, args.time)
    ends = (args.end,) if args.end else ENDS
    keys = (args.deadline, *ends) if args.deadline else ()
    stages = (LIFECYCLE,) if args.completed else ()
    log = read_log(args.file, (*keys, *stages), headers)
    found = summary(completions(log) if args.completed else log, args.deadline, args.end)
    if args.json:
        print(json.dumps(as_object(found), ensure_ascii=False))
    else:
        print("\n".join(in_words(found, translating(os.environ, ROOM))))
    return 0
