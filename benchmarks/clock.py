"""Due days from lines of JSON: the whole command, beside a plain loop over the days of the same calendar."""

import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from tongban.standards.calendars import national

LINES, LOOPED = 200_000, 20_000


def main() -> None:
    """Print both speeds and their ratio; the answers must agree."""
    lines = _questions(random.Random(2026))
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "questions.jsonl"
        asked.write_text("".join(lines), encoding="utf-8")
        started = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "tongban.project.command",
            "clock",
            "due",
            "--batch",
            str(asked),
        ]
        answers = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        ours = LINES / (time.perf_counter() - started)
    started = time.perf_counter()
    looped = [_loop(line) for line in lines[:LOOPED]]
    plain = LOOPED / (time.perf_counter() - started)
    told = [json.loads(line)["due"] for line in answers.splitlines()[:LOOPED]]
    if told != looped:
        raise SystemExit("the two give different answers")
    shown = {"lines_s": round(ours), "loop_s": round(plain), "ratio": round(ours / plain, 1)}
    print(json.dumps({"bench": "clock", **shown}), flush=True)


def _questions(chance: random.Random) -> list[str]:
    first = datetime.fromisoformat("2008-01-01T09:00:00+08:00")
    lines = []
    for _ in range(LINES):
        start = first + timedelta(days=chance.randrange(6500), hours=chance.randrange(9))
        pauses = []
        if chance.random() < 0.2:
            held = start + timedelta(days=3)
            pauses = [[held.isoformat(), (held + timedelta(days=6)).isoformat()]]
        limit = f"{chance.randrange(1, 45)}wd"
        asked = {"start": start.isoformat(), "limit": limit, "pauses": pauses}
        lines.append(json.dumps(asked) + "\n")
    return lines


def _loop(line: str) -> str:
    """Count day by day, as one would by hand."""
    asked, calendar = json.loads(line), national()
    left = int(asked["limit"].removesuffix("wd"))
    held = {
        day
        for first, last in asked["pauses"]
        for day in _days(datetime.fromisoformat(first).date(), datetime.fromisoformat(last).date())
    }
    day = datetime.fromisoformat(asked["start"]).date()
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day) and day not in held
    return day.isoformat()


def _days(after: date, until: date) -> list[date]:
    return [after + timedelta(days=n) for n in range(1, (until - after).days + 1)]
