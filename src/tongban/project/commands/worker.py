"""Run the worker alone: it hands events on to whoever follows them, recounts and clears up."""

import argparse
import signal
from datetime import UTC, datetime
from threading import Event

from tongban.kernel.ledger.actions import drain
from tongban.project.health import beat
from tongban.project.upkeep import Upkeep
from tongban.project.worker import work

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    subparsers.add_parser("worker", help=__doc__, description=__doc__)


def run(_args: argparse.Namespace) -> int:
    """Work until told to stop."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(lambda: drain(datetime.now(UTC)), beat, Upkeep(), stop)
    return 0
