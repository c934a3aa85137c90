"""What was started for a parent does not outlive it, even where a signal is lost."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from builders.house import within

CHILD = """
import os, signal, time
from tongban.project import processes
processes.GRACE = processes.LOOK = 0.2
signal.signal(signal.SIGTERM, signal.SIG_IGN)
processes.end_with_parent(signal.SIGTERM, parent=os.getppid())
processes.never_orphaned(os.getppid())
print(os.getpid(), flush=True)
time.sleep(600)
"""
PARENT = f"""
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", {CHILD!r}], process_group=0)
time.sleep(600)
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""  # of a zombie it is empty
    except OSError:
        return False


def test_a_child_that_lost_the_signal_is_ended_by_force_when_its_parent_died():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.send_signal(signal.SIGKILL)
        assert within(lambda: not alive(child))


def test_a_child_lives_as_long_as_its_parent():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        time.sleep(1)
        assert alive(child)
        parent.kill()
