"""Processes that must not outlive their parent."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(how: signal.Signals, *, parent: int | None = None) -> None:
    """Ask the system to send `how` to this process when its parent dies (Linux; elsewhere it does nothing).

    `parent` is the process id that the parent gave of itself; if it has died already, this process ends at once.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        sys.exit(1)
