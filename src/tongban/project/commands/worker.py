"""Run the worker alone: it hands events on to whoever follows them, recounts and clears up."""

import argparse
import signal
from datetime import UTC, datetime
from threading import Event

from tongban.kernel.cases.recounting import recount_open
from tongban.kernel.documents.actions import clear_unused
from tongban.kernel.ledger.actions import drain
from tongban.project.health import beat
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
    work(lambda: drain(datetime.now(UTC)), _beat, stop)
    return 0


def _beat(at: datetime) -> None:
    """Show that it lives, and do what need not be done at once."""
    beat(at)
    recount_open(at)
    clear_unused(at)
