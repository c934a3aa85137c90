"""Processes that must not outlive their parent."""

import ctypes
import os
import signal
import sys
import time
from threading import Thread

PR_SET_PDEATHSIG = 1
LOOK = 1.0  # seconds between looks at the parent
GRACE = 12.0  # seconds to end by oneself


def end_with_parent(how: signal.Signals, *, parent: int | None = None) -> None:
    """Ask the system to send `how` to this process when its parent dies (Linux; elsewhere it does nothing).

    `parent` is the process id that the parent gave of itself; if it has died already, this process ends at once.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        sys.exit(1)


def never_orphaned(parent: int) -> None:
    """End this process and its whole group by force where its parent died and asking did not help.

    For the leader of a process group alone: a signal that comes at a bad moment can be lost.
    """
    if os.getpgrp() == os.getpid():
        Thread(target=_outlived, args=(parent,), daemon=True).start()


def _outlived(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    time.sleep(GRACE)
    os.killpg(os.getpgrp(), signal.SIGKILL)
