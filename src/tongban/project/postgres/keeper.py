"""The keeper: a process that runs the embedded server for as long as anybody holds the data folder's `users` lock.

Started detached, `keeper FOLDER [--hasty]`. It brings the server back when it dies, and stops it when the
last user has gone, however that user ended. If the keeper itself is killed, the system stops the server.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import FrameType

from tongban.kernel import Refusal
from tongban.project.folder import Folder, hold
from tongban.project.postgres import cluster
from tongban.project.postgres.guise import Guise, fitting

FAILURES, WITHIN = 8, 60.0  # so many ends within so many seconds, and the keeper gives up
PAUSE = 0.5  # seconds between tries


def main() -> int:
    """Keep the server of a folder; return 0 when it was not needed any more, 1 when it cannot run."""
    folder = Folder(Path(sys.argv[1]))
    with ExitStack() as stack:
        if not _become_keeper(folder, stack):
            return 0
        try:
            return _keep(folder, durable="--hasty" not in sys.argv[2:])
        except Refusal as refusal:
            say(f"FATAL: {refusal}")
            return 1


def _become_keeper(folder: Folder, stack: ExitStack) -> bool:
    """Take the keeper's lock; one who only looks whether it is held is gone in a moment, another keeper stays."""
    for _ in range(10):
        try:
            stack.enter_context(hold(folder.lock("keeper"), fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError:
            time.sleep(PAUSE / 5)
        else:
            return True
    return False


def say(words: str) -> None:
    """Write a line to the database's log, where the starter reads the reason of a failure."""
    print(f"keeper: {words}", file=sys.stderr, flush=True)


def _keep(folder: Folder, *, durable: bool) -> int:
    end: SimpleQueue[str] = SimpleQueue()
    _heed_signals(end)
    Thread(target=_tell_when_unused, args=(folder, end), daemon=True).start()
    guise = fitting()
    if not cluster.exists(folder):
        cluster.make(folder, guise)
    cluster.hand_over(folder, guise)
    ends: list[float] = []
    while True:
        _settle(folder)
        if not _run(folder, guise, end, durable=durable):
            return 0
        now = time.monotonic()
        ends = [each for each in ends if now - each < WITHIN] + [now]
        if len(ends) >= FAILURES:
            say("the database ends again and again; the reason stands above.")
            return 1
        time.sleep(PAUSE)


def _run(folder: Folder, guise: Guise, end: "SimpleQueue[str]", *, durable: bool) -> bool:
    """Run the server until it ends by itself (True) or is to end (False)."""
    server = subprocess.Popen(cluster.server(folder, guise, durable=durable), process_group=0)
    while server.poll() is None:
        try:
            reason = end.get(timeout=PAUSE)
        except Empty:
            continue
        say(f"stopping: {reason}")
        server.send_signal(signal.SIGINT)
        server.wait()
        return False
    say(f"the database ended by itself ({server.returncode}); starting it again")
    return True


def _settle(folder: Folder) -> None:
    """Wait for a server that lost its keeper; it was told to end, and is told again."""
    while (pid := cluster.leftover(folder)) is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        time.sleep(PAUSE)


def _heed_signals(end: "SimpleQueue[str]") -> None:
    def note(number: int, _frame: FrameType | None) -> None:
        end.put(signal.Signals(number).name)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)


def _tell_when_unused(folder: Folder, end: "SimpleQueue[str]") -> None:
    """Wait until nobody holds the users' lock, then hold it, so that newcomers wait for the stop to be over."""
    with hold(folder.lock("users"), fcntl.LOCK_EX):
        end.put("nobody uses it any more")
        Event().wait()


if __name__ == "__main__":
    sys.exit(main())
