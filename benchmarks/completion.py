"""Completing work items, durable, at 1 and 4 connections, beside bare psycopg (the limit), SpiffWorkflow and django-viewflow.

Every side is a process for each connection; the sides take turns in one run on one database.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tongban.project import environment, readiness

SIDES = {
    "ours": "ours",
    "limit": "limit",
    "spiffworkflow": "spiffworkflow",
    "viewflow": "djangoviewflow",
}
CONNECTIONS = (1, 4)
TURNS, CASES, STEPS = 3, 24, 7
"""So many turns of each side, so many cases a turn over all connections, so many steps a case."""


def main() -> None:
    """Start a database of its own with the demo, let the sides take turns, print a line for each number of connections."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TONGBAN_DATA": str(Path(folder) / "data"), "TONGBAN_DEMO": "small"}
        os.environ.pop("DATABASE_URL", None)
        here = environment.read(os.environ)
        readiness.set_up(here)
        with readiness.ready(here, lambda words: None), ExitStack() as stack:
            importlib.import_module("benchmarks._sides.ours").fill(Path(folder) / "recorded")
            os.environ["BENCH_RECORDED"] = str(Path(folder) / "recorded")
            workers = {side: list(_entered(side, stack)) for side in SIDES}
            for connections in CONNECTIONS:
                _measure(
                    {side: found[:connections] for side, found in workers.items()}, connections
                )


class Worker:
    """One process of a side, with one connection."""

    def __init__(self, side: str, process: "subprocess.Popen[str]") -> None:
        """Hold it."""
        self.side, self.process = side, process

    def tell(self, words: str) -> None:
        """Give it something to do."""
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def hear(self) -> int:
        """Wait until it is done, and return its number."""
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.side} ended")
        return int(line)


def _entered(side: str, stack: ExitStack) -> Iterator[Worker]:
    for number in range(max(CONNECTIONS)):
        worker = stack.enter_context(_worker(side, number))
        worker.hear()
        yield worker


@contextmanager
def _worker(side: str, number: int) -> Iterator[Worker]:
    command = [sys.executable, "-m", f"benchmarks._sides.{SIDES[side]}"]
    variables = dict(os.environ) | {"BENCH_WORKER": str(number)}
    process = subprocess.Popen(
        command, env=variables, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield Worker(side, process)
    finally:
        process.stdin.close()
        process.wait()


def _measure(workers: dict[str, list[Worker]], connections: int) -> None:
    took, done = dict.fromkeys(workers, 0.0), dict.fromkeys(workers, 0)
    for turn in range(TURNS + 1):
        for side, found in workers.items():
            _all(found, f"prepare {CASES // connections}")
            for step in range(STEPS):
                _all(found, f"look {step}")
                begun = time.perf_counter()
                count = _all(found, f"run {step}")
                # The first turn warms caches and prepared statements up and counts for nobody.
                took[side] += (time.perf_counter() - begun) * (turn > 0)
                done[side] += count * (turn > 0)
    speeds = {side: round(done[side] / took[side], 1) for side in workers}
    told = {"bench": "completion", "connections": connections, **speeds, "durable": True}
    print(json.dumps(told), flush=True)


def _all(workers: list[Worker], words: str) -> int:
    for worker in workers:
        worker.tell(words)
    return sum(worker.hear() for worker in workers)
