"""`tongban clock`: say when a limit falls due, for one question or for one a line."""

import argparse
import json
import sys
from collections.abc import Iterator
from io import FileIO

from tongban.kernel import Refusal
from tongban.kernel.clock import (
    DayExplained,
    Due,
    Limit,
    Pause,
    due,
    explain,
    read_factor,
    read_instant,
)
from tongban.kernel.clock.batch import Batch
from tongban.kernel.clock.lines import refused
from tongban.standards.calendars import national

NEEDS_DATABASE = False
# Some 500 lines: enough to read at once, and few to read singly after a bad one.
CHUNK = 1 << 16
EXAMPLE = """\
A limit is a whole number and a unit: wd working days, cd calendar days, mo months, y years, h hours.

  tongban clock due --start 2026-02-13T10:00:00+08:00 --limit 20wd \\
      --pause 2026-02-25T09:00:00+08:00/2026-03-02T17:00:00+08:00 --explain
  tongban clock due --batch questions.jsonl
      each line {"start": …, "limit": …, "pauses": [[from, to], …], "lane": "0.5"}, the last two if need be
"""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clock` to the command's parsers."""
    clock = subparsers.add_parser("clock", help="count due days by the working-day calendar")
    verbs = clock.add_subparsers(dest="verb", required=True, metavar="VERB")
    verb = verbs.add_parser(
        "due",
        help="say when a limit falls due",
        description="Say when a limit falls due, by the calendar of the State Council.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.add_argument("--start", metavar="TIME", help="the instant from which the limit runs")
    verb.add_argument("--limit", metavar="LIMIT", help="such as 20wd, 30cd, 2mo, 1y or 48h")
    verb.add_argument(
        "--pause", metavar="FROM/TO", action="append", default=[], help="may be repeated"
    )
    verb.add_argument("--lane", metavar="FACTOR", help="shorten the limit, such as 0.5")
    verb.add_argument("--explain", action="store_true", help="list every day and why it counts")
    verb.add_argument("--json", action="store_true", help="print JSON")
    verb.add_argument(
        "--batch", metavar="FILE", nargs="?", const="-", help="answer a line each; - is the input"
    )
    verb.set_defaults(run=run, usage_fault=verb.error)


def run(args: argparse.Namespace) -> int:
    """Answer one question, or one a line; a single question may be refused. Returns 2 for a file that cannot be read."""
    if args.batch is None:
        if args.start is None or args.limit is None:
            args.usage_fault("--start and --limit are needed, or --batch")
        return _single(args)
    if any((args.start, args.limit, args.pause, args.lane, args.explain)):
        args.usage_fault("--batch reads its questions from lines; leave the other options away")
    return _batch(args.batch)


def _single(args: argparse.Namespace) -> int:
    try:
        print(_answer(args))
    except Refusal as refusal:
        if not args.json:
            raise
        print(refused(refusal))
        return 2
    return 0


def _answer(args: argparse.Namespace) -> str:
    start, limit = read_instant(args.start), Limit.parse(args.limit)
    pauses = [_pause(text) for text in args.pause]
    lane = read_factor(args.lane or "1")
    found = due(start, limit, national(), pauses=pauses, lane=lane)
    days = explain(start, limit, national(), pauses=pauses, lane=lane) if args.explain else None
    return _as_json(found, days) if args.json else _as_text(found, days)


def _pause(text: str) -> Pause:
    start, slash, end = text.partition("/")
    if not slash:
        raise Refusal(
            "clock.not_a_pause_text",
            "{text} is not a pause: write its start and its end with a slash between.",
            text=text,
        )
    return Pause(read_instant(start), read_instant(end))


def _as_json(found: Due, days: list[DayExplained] | None) -> str:
    answer: dict[str, object] = {"due": found.when, "provisional": found.provisional}
    if days is not None:
        answer["days"] = [
            {
                "day": one.day.isoformat(),
                "counted": one.counted,
                "why": one.why.value,
                "holiday": one.holiday,
                "number": one.number,
                "due": one.due,
                "provisional": one.provisional,
            }
            for one in days
        ]
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _as_text(found: Due, days: list[DayExplained] | None) -> str:
    note = "  (provisional: no notice covers that year yet)" if found.provisional else ""
    lines = [
        f"{one.day} {one.day:%a}  {one.number or '·':>4}  {one.words}{'  ← due' if one.due else ''}"
        for one in days or ()
    ]
    return "\n".join([*lines, f"{found.when}{note}"])


def _batch(name: str) -> int:
    source = sys.stdin.fileno() if name == "-" else name
    try:
        with FileIO(source, closefd=name != "-") as stream:
            _answer_lines(stream)
    except OSError as fault:
        if fault.filename is None:
            raise
        sys.stderr.write(f"tongban: {name} cannot be read: {fault.strerror}\n")
        return 2
    return 0


def _answer_lines(stream: FileIO) -> None:
    batch = Batch(national())
    for block in _blocks(stream):
        sys.stdout.buffer.write(batch.answers(block))
        sys.stdout.buffer.flush()


def _blocks(stream: FileIO) -> Iterator[bytes]:
    """Yield whole lines as soon as they arrive; a last line without its line feed gets one."""
    rest: list[bytes] = []
    while chunk := stream.read(CHUNK):
        whole, feed, tail = chunk.rpartition(b"\n")
        if feed:
            yield b"".join([*rest, whole, feed])
            rest = []
        rest.append(tail)
    if any(rest):
        yield b"".join([*rest, b"\n"])
