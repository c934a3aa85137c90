"""A running house of a test's own, seen from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

PATIENCE = 180.0
LATER = Path(__file__).with_name("later")


class House:
    """A house of its own: data folder, port, and the process of `tongban run`."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        self.output = data.with_suffix(".out")
        self.process: subprocess.Popen[bytes] | None = None
        self.later = 0

    @property
    def url(self) -> str:
        """Return the address of its first page."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self, **changes: str) -> dict[str, str]:
        """Return the variables of this house, with changes."""
        own = {
            "TONGBAN_DATA": str(self.data),
            "PORT": str(self.port),
            "TONGBAN_DEMO": "small",
        } | changes
        return {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | own

    def tongban(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a command of this house to its end."""
        return subprocess.run(
            [sys.executable, "-m", "tongban.project.command", *arguments],
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def start(self, *, later: int = 0) -> None:
        """Start it and wait until it is well; for it, it is `later` days later than it is."""
        self.later = later
        path = os.pathsep.join(filter(None, (str(LATER), os.environ.get("PYTHONPATH"))))
        ahead = {"PYTHONPATH": path, "LATER_BY_DAYS": str(later)} if later else {}
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tongban.project.command", "run"],
                env=self.environment(**ahead),
                stdout=output,
                stderr=output,
            )
        assert within(lambda: self.is_well() or self.process.poll() is not None)
        assert self.is_well(), self.output.read_text()[-3000:]

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop it with a signal; return its exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    def health(self) -> tuple[int, dict[str, str]]:
        """Return the status of /healthz and what it told; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as told:
                return told.status, json.load(told)
        except urllib.error.HTTPError as error:
            return error.code, {}
        except OSError:
            return 0, {}

    def is_well(self) -> bool:
        """Say whether every part is well."""
        return self.health()[0] == 200

    def pids(self, word: str = "") -> set[int]:
        """Return the processes that work on this house, by what their command line or environment says."""
        return {pid for pid in _pids() if self._mine(pid, word)}

    def _mine(self, pid: int, word: str) -> bool:
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            variables = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
        except OSError:
            return False
        return (
            word in line and line != "" and (str(self.data) in line or str(self.data) in variables)
        )


def _pids() -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]


def within(holds: Callable[[], object]) -> bool:
    """Wait until something holds; say whether it did in time."""
    last = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > last:
            return False
        time.sleep(0.1)
    return True
