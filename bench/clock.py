"""The clock beside what one would write instead: ratios from one run, each pair measured in turns.

    .venv/bin/python bench/clock.py

The other side of due days is the loop that walks from day to day with a set of days off; the limit of a batch is
`json.loads` of the same lines, which any program that reads them pays.
"""

import json
import random  # noqa: TID251 - a bench repeats its own input
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np

from tongban.kernel.clock import Limit, due
from tongban.kernel.clock.batch import Batch
from tongban.kernel.clock.bulk import due_days
from tongban.standards.calendars import Calendar, national

SHANGHAI = timezone(timedelta(hours=8))
FIRST = datetime(2007, 1, 1, tzinfo=SHANGHAI)
TWENTY = Limit.parse("20wd")
ROUNDS = 5


def main() -> int:
    """Measure and print each comparison."""
    draws = random.Random(2026)  # noqa: S311
    bulk(national(), draws)
    for pauses in (0, 1, 3):
        batch(national(), draws, pauses)
    return 0


def bulk(calendar: Calendar, draws: random.Random) -> None:
    """Compare a million due days by numpy, and one by one, with the loop."""
    days = [FIRST.date() + timedelta(draws.randrange(19 * 365)) for _ in range(20_000)]
    many = np.resize(np.array(days, "datetime64[D]"), 1_000_000)
    instants = [datetime(day.year, day.month, day.day, 2, tzinfo=UTC) for day in days]
    working = {day for day in _all_days() if calendar.is_working(day)}
    fast, alone, loop = _in_turns(
        lambda: due_days(many, TWENTY, calendar),
        lambda: [due(one, TWENTY, calendar) for one in instants],
        lambda: [walked(day, 20, working) for day in days],
    )
    per_second = {
        name: n / t
        for name, n, t in (
            ("numpy", len(many), fast),
            ("due", len(days), alone),
            ("loop", len(days), loop),
        )
    }
    _say("due days of 20wd a second", per_second, "loop")


def batch(calendar: Calendar, draws: random.Random, pauses: int) -> None:
    """Compare answering lines with only decoding them."""
    lines = [_question(draws, pauses) for _ in range(20_000)]
    blocks = [
        "".join(f"{line}\n" for line in lines[n : n + 500]).encode()
        for n in range(0, len(lines), 500)
    ]
    answering = Batch(calendar)
    answer, decode = _in_turns(
        lambda: [answering.answers(block) for block in blocks],
        lambda: [json.loads(line) for line in lines],
    )
    per_second = {"batch": len(lines) / answer, "json.loads": len(lines) / decode}
    _say(f"lines with {pauses} pauses a second", per_second, "json.loads")


def walked(start: date, amount: int, working: set[date]) -> date:
    """Count working days by walking, as one would write it first."""
    day = start
    while amount:
        day += timedelta(days=1)
        amount -= day in working
    return day


def _all_days() -> list[date]:
    return [FIRST.date() + timedelta(n) for n in range(21 * 366)]


def _question(draws: random.Random, pauses: int) -> str:
    start = FIRST + timedelta(seconds=draws.randrange(19 * 365 * 86_400))
    limit = f"{draws.randrange(1, 60)}{draws.choice(['wd', 'wd', 'wd', 'cd'])}"
    asked: dict[str, object] = {"start": start.isoformat(), "limit": limit}
    if pauses:
        begins = [start + timedelta(minutes=draws.randrange(40_000)) for _ in range(pauses)]
        ends = [begin + timedelta(minutes=draws.randrange(15_000)) for begin in begins]
        asked["pauses"] = [
            [b.isoformat(), e.isoformat()] for b, e in zip(begins, ends, strict=True)
        ]
    return json.dumps(asked, separators=(",", ":"))


def _in_turns(*works: Callable[[], object]) -> list[float]:
    """Return the best processor time of each work, measured in turns so that a busy machine is fair to all."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            begin = time.process_time()
            work()
            best[number] = min(best[number], time.process_time() - begin)
    return best


def _say(what: str, per_second: dict[str, float], yardstick: str) -> None:
    sys.stdout.write(f"{what}\n")
    for name, rate in per_second.items():
        sys.stdout.write(
            f"  {name:<12}{rate:>14,.0f}   {rate / per_second[yardstick]:>7.2f} × {yardstick}\n"
        )


if __name__ == "__main__":
    sys.exit(main())
