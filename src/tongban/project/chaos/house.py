"""A house of its own: a throw-away data folder and a free port, seen from outside."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tongban.kernel import Refusal
from tongban.project.folder import Folder

STEP = 0.02  # seconds between looks
PATIENCE = 120.0
RUN = [sys.executable, "-P", "-m", "tongban.project.command", "run"]


def settings(root: Path) -> dict[str, str]:
    """Return the variables of the house whose data lie in `root`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        "DATABASE_URL": "",
        "TONGBAN_DATA": str(root),
        "TONGBAN_MODE": "demo",
        "TONGBAN_DEMO": "small",
        "TONGBAN_LISTEN": "127.0.0.1",
        "PORT": str(port),
        "TONGBAN_API_RATE": "100000",
    }


@contextmanager
def running(folder: Folder, variables: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the house until the end of the block; what it says is kept beside its data."""
    said = folder.root / "said"
    with said.open("ab") as out:
        house = subprocess.Popen(
            RUN, env=dict(os.environ) | dict(variables), stdout=out, stderr=out
        )
    try:
        port = int(variables["PORT"])
        if not within(lambda: is_well(port) or house.poll() is not None) or not is_well(port):
            words = "The house does not start; what it said stands in {file}."
            raise Refusal("project.chaos_start", words, file=str(said))
        yield house
    finally:
        house.send_signal(signal.SIGINT)
        house.wait()


def is_well(port: int) -> bool:
    """Say whether the web server answers that every part is well."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def within(holds: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until something holds; say whether it did in time."""
    last = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > last:
            return False
        time.sleep(STEP)
    return True
