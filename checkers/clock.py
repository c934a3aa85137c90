"""Check due days without the platform: the convention of docs/reference/clock.md, counted one day at a time.

    python checkers/clock.py check docs/reference/vectors/clock.jsonl     every vector must come out as written
    python checkers/clock.py answer < questions.jsonl                     answer questions as `tongban clock due --batch`

Standard library only, no line shared with the platform, written to be read: it walks from day to day. `--calendar FILE`
names another table than the published one beside the vectors.
"""

import argparse
import json
import re
import sys
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
PUBLISHED = Path(__file__).parent.parent / "docs/reference/vectors/calendar.json"
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
ONE_DAY = timedelta(days=1)
Pause: TypeAlias = tuple[datetime, datetime]
Answer: TypeAlias = dict[str, str | bool]


class Fault(Exception):
    """A question that has no answer. Its text is the code of the refusal."""


class Table:
    """The published days: `off` and `worked` differ from the week, `years` have a notice."""

    def __init__(self, path: str | Path) -> None:
        """Read the table from its JSON file."""
        raw = json.loads(Path(path).read_text(encoding="utf-8"))
        self.years = set(raw["years"])
        self.off = set(map(date.fromisoformat, raw["off"]))
        self.worked = set(map(date.fromisoformat, raw["worked"]))

    def works(self, day: date) -> bool:
        """Tell whether the day is a working day."""
        if day in self.off or day in self.worked:
            return day in self.worked
        if day.year not in self.years and (day.month, day.day) in FIXED:
            return False
        return day.weekday() < 5

    def is_guess(self, day: date) -> bool:
        """Tell whether no notice covers the day."""
        return day.year not in self.years and day not in self.off and day not in self.worked


def answer(question: dict[str, Any], table: Table) -> Answer:
    """Return `{"due", "provisional"}` for a question, as decoded from JSON."""
    start = instant(question["start"])
    amount, unit = limit(question["limit"], question.get("lane", "1"))
    pauses = [(instant(begin), instant(end)) for begin, end in question.get("pauses", [])]
    if any(end < begin for begin, end in pauses):
        raise Fault("clock.pause_ends_before_it_begins")
    try:
        if unit == "h":
            due = after_hours(start, amount, pauses).astimezone(SHANGHAI)
            return {"due": due.isoformat(), "provisional": False}
        return after_days(start, amount, unit, pauses, table)
    except OverflowError:
        raise Fault("clock.beyond_the_years") from None


def after_days(
    start: datetime, amount: int, unit: str, pauses: list[Pause], table: Table
) -> Answer:
    """Walk from the day of the start to the due day."""
    first = day = day_in_shanghai(start)
    touched = [(day_in_shanghai(begin), day_in_shanghai(end)) for begin, end in pauses]
    if unit in ("mo", "y"):
        amount = (corresponding(first, amount * (12 if unit == "y" else 1)) - first).days
    guesses = False
    while amount > 0:
        day += ONE_DAY
        paused = any(begin < day <= end for begin, end in touched)
        if not paused and (unit != "wd" or table.works(day)):
            amount -= 1
        guesses = guesses or (unit == "wd" and table.is_guess(day))
    if unit != "wd":
        guesses = table.is_guess(day)
        while not table.works(day):
            day += ONE_DAY
            guesses = guesses or table.is_guess(day)
    return {"due": day.isoformat(), "provisional": guesses}


def after_hours(start: datetime, hours: int, pauses: list[Pause]) -> datetime:
    """Walk from one begin or end of a pause to the next; only the time outside all pauses counts."""
    left = timedelta(hours=hours)
    edges = sorted({edge for pause in pauses for edge in pause if edge > start})
    for edge in edges:
        if not any(begin <= start < end for begin, end in pauses):
            if edge - start >= left:
                break
            left -= edge - start
        start = edge
    return start + left


def corresponding(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or that month's last."""
    months += day.year * 12 + day.month - 1
    year, month = months // 12, months % 12 + 1
    if year > 9999:
        raise Fault("clock.beyond_the_years")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def day_in_shanghai(moment: datetime) -> date:
    """Return the date on which the instant lies in Shanghai."""
    try:
        return moment.astimezone(SHANGHAI).date()
    except OverflowError:
        raise Fault("clock.beyond_the_years") from None


def instant(text: object) -> datetime:
    """Read an instant with its offset."""
    try:
        moment = datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise Fault("clock.not_an_instant") from None
    if moment.tzinfo is None:
        raise Fault("clock.naive_time")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise Fault("clock.beyond_the_years") from None


def limit(text: object, lane: object) -> tuple[int, str]:
    """Read a limit in a lane."""
    found = (
        re.fullmatch("(0|[1-9][0-9]{0,8})(wd|cd|mo|y|h)", text) if isinstance(text, str) else None
    )
    if not found:
        raise Fault("clock.not_a_limit")
    if found[1] == "0":
        raise Fault("clock.limit_below_one")
    if not isinstance(lane, str) or not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,9})?", lane):
        raise Fault("clock.not_a_lane_factor")
    if Fraction(lane) == 0:
        raise Fault("clock.lane_factor_not_positive")
    return max(1, int(int(found[1]) * Fraction(lane))), found[2]


def check(path: str, table: Table) -> int:
    """Compare every vector with our own answer; print those that differ."""
    wrong = 0
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        vector = json.loads(line)
        try:
            found = answer(vector["question"], table)
        except Fault as fault:
            found = {"code": str(fault)}
        if found != vector["answer"]:
            wrong += 1
            say(f"line {number}: {vector['name']}: {vector['answer']} expected, {found} found")
    say(f"{len(lines)} vectors, {wrong} wrong")
    return 1 if wrong else 0


def answer_lines(table: Table) -> int:
    """Answer questions that are well formed, a line each."""
    for line in sys.stdin:
        try:
            found = answer(json.loads(line), table)
        except Fault as fault:
            found = {"error": str(fault), "code": str(fault)}
        say(json.dumps(found, separators=(",", ":")))
    return 0


def say(words: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{words}\n")


def main() -> int:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calendar", default=PUBLISHED)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check").add_argument("vectors")
    verbs.add_parser("answer")
    args = parser.parse_args()
    table = Table(args.calendar)
    return check(args.vectors, table) if args.verb == "check" else answer_lines(table)


if __name__ == "__main__":
    sys.exit(main())
