"""The whole house started as a new user would, with the command of the README, on a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TONGBAN = str(Path(sys.executable).with_name("tongban"))


class House:
    """A running house: its address, and its command."""

    def __init__(self, url: str, settings: dict[str, str]) -> None:
        self.url = url
        self.settings = settings

    def says(self, *words: str) -> dict:
        """Run a subcommand with --json and return what it prints."""
        done = subprocess.run(
            [TONGBAN, *words, "--json"],
            env=self.settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout, done.stderr
        return json.loads(done.stdout)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _well(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def running_house(folder: Path, *, patience: float = 240) -> Iterator[House]:
    """Start `tongban run`, wait until it is well, and end it as Ctrl-C does."""
    port = _free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TONGBAN", "DATABASE", "DJANGO"))
    }
    settings = {**kept, "TONGBAN_DATA": str(folder), "PORT": str(port)}
    house = House(f"http://127.0.0.1:{port}", settings)
    log = folder.parent / "house.log"
    with log.open("w") as said:
        process = subprocess.Popen([TONGBAN, "run"], env=settings, stdout=said, stderr=said)
        try:
            end = time.monotonic() + patience
            while not _well(house.url):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < end, log.read_text()
                time.sleep(0.3)
            yield house
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
