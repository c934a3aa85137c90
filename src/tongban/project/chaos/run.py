"""One run: a house, a client in a process of its own, and killing in turn at random moments."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random

from django.db import connections

from tongban.project import demo, environment, readiness
from tongban.project.chaos import checks
from tongban.project.chaos.house import PATIENCE, running, within
from tongban.project.chaos.parts import PARTS, Inside
from tongban.project.chaos.plan import Plan
from tongban.project.chaos.preparing import planned, timed
from tongban.project.chaos.recovering import signs_of
from tongban.project.chaos.told import Told, read
from tongban.project.folder import Folder

CLIENT = [sys.executable, "-P", "-m", "tongban.project.chaos.client"]
HANDS = 4
TIMERS_A_SECOND = 5
"""So many cases with an overdue timer are laid ready a second: about what the worker fires while it lives."""
CATCHING_UP = 300.0
BETWEEN = (0.2, 2.5)
"""Seconds from the recovery of one part to the death of the next."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Kill:
    """One death: which part, which process, how many seconds after the start, and when all was well again."""

    part: str
    process: int
    after: float
    recovered: float | None


@dataclass(slots=True)
class Outcome:
    """What a run found."""

    kills: list[Kill] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    timed: list[str] = field(default_factory=list)
    caught_up: float | None = None
    faults: list[str] = field(default_factory=list)


def run(seconds: float, seed: int, root: Path, variables: dict[str, str], say: Say) -> Outcome:
    """Run the house of `root` under fire for so many seconds, each part killed at least once, then check."""
    folder, book = Folder(root / "data"), root / "answers.jsonl"
    outcome, at, port = Outcome(), datetime.now(UTC), int(variables["PORT"])
    with readiness.ready(environment.read(os.environ), lambda words: None):
        demo.load(at, lambda words: None)
        outcome.timed = timed(int(seconds * TIMERS_A_SECOND), at)
        plan = planned(at, port=port, book=str(book), seed=seed, threads=HANDS)
    say(f"the demo and {len(outcome.timed)} cases whose time is over are ready")
    with running(folder, variables) as house:
        with _client(plan):
            outcome.kills = list(_killed(seconds, seed, Inside(folder, house.pid), plan.port, say))
        outcome.told = list(read(book))
        outcome.caught_up = _catch_up(say)
        outcome.faults = [*_lasting(outcome), *checks.found(outcome.told, outcome.timed)]
        connections.close_all()
    return outcome


@contextmanager
def _client(plan: Plan) -> Iterator[None]:
    """Run the client; at the end of the block it asks what it asked to its end."""
    client = subprocess.Popen(CLIENT, stdin=subprocess.PIPE, text=True)
    if client.stdin is None:
        raise LookupError(CLIENT)
    try:
        client.stdin.write(plan.written() + "\n")
        client.stdin.flush()
        yield
    finally:
        client.stdin.close()
        client.wait()


def _killed(seconds: float, seed: int, inside: Inside, port: int, say: Say) -> Iterator[Kill]:
    """Kill one part after the other and wait each time until all is well again."""
    chance, begun, order = Random(seed), time.monotonic(), cycle(PARTS)
    count = 0
    while time.monotonic() - begun < seconds or count < len(PARTS):
        time.sleep(chance.uniform(*BETWEEN))
        part = next(order)
        signs, now = signs_of(part, port), time.monotonic()
        process = inside.kill(part, chance)
        if process is None:
            continue
        count += 1
        well = within(partial(_all_well, inside, part, process, signs))
        took = time.monotonic() - now if well else None
        yield Kill(part, process, round(now - begun, 1), took)
        told_of = f"well again after {took:.2f} s" if took is not None else "NOT well again"
        say(f"{part} (process {process}) killed, {told_of}")
        if not well:
            return


def _all_well(inside: Inside, part: str, killed: int, signs: Callable[[], bool]) -> bool:
    return inside.is_back(part, killed) and signs()


def _catch_up(say: Say) -> float | None:
    """Return after how many seconds nothing waited any more."""
    begun = time.monotonic()
    if not within(lambda: checks.caught_up(datetime.now(UTC)), CATCHING_UP):
        return None
    took = time.monotonic() - begun
    say(f"events and timers caught up {took:.1f} s after the client had ended")
    return took


def _lasting(outcome: Outcome) -> Iterator[str]:
    """Yield what did not come back in time."""
    for one in outcome.kills:
        if one.recovered is None:
            yield f"{one.part} was killed after {one.after} s and was not well {PATIENCE:.0f} s later"
    if outcome.caught_up is None:
        yield f"events or timers still wait {CATCHING_UP:.0f} s after the client had ended"
