"""Keeping processes alive: whatever of the house dies is started again; when the house ends, all of it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

LOOK = 0.2  # seconds between looks
SHORT_LIFE = 5.0  # seconds; who dies younger waits longer before the next start
LONGEST_WAIT = 10.0
GRACE = 12.0  # seconds to end by oneself


@dataclass(slots=True)
class Child:
    """One process: `tongban NAME`, started again whenever it ends."""

    name: str
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.0
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        self.started = time.monotonic()
        # -P: what lies in the current folder is none of the program.
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tongban.project.command", self.name],
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            process_group=0,
        )

    def ended(self) -> bool:
        """Say whether it runs no more."""
        return self.process is None or self.process.poll() is not None

    def revive(self, say: Callable[[str], None]) -> None:
        """Start it again if it ended; one that keeps dying is given more and more time."""
        if self.process is None or not self.ended():
            return
        lived = time.monotonic() - self.started
        self.wait = 0.0 if lived > SHORT_LIFE else min(LONGEST_WAIT, self.wait * 2 + 0.5)
        _clear(self.process.pid)
        say(f"{self.name} ended ({self.process.returncode}), starting it again")
        time.sleep(self.wait)
        self.start()


def watch(children: Iterable[Child], tend: Callable[[], None], say: Callable[[str], None]) -> None:
    """Look after the children, and whatever else `tend` looks after, until a signal interrupts."""
    while True:
        for child in children:
            child.revive(say)
        tend()
        time.sleep(LOOK)


def end(children: Iterable[Child]) -> None:
    """End the children and all that they started."""
    running = [each.process for each in children if each.process is not None]
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    last = time.monotonic() + GRACE
    for process in running:
        try:
            process.wait(max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _clear(process.pid)


def _clear(group: int) -> None:
    """End what a dead child left in its process group."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
