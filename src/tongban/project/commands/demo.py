"""Add the demo's invented people, matters and cases to the database; refused in production."""

import argparse
import os
from datetime import UTC, datetime

from tongban.kernel import Refusal
from tongban.project import demo, environment, modes

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    subparsers.add_parser("demo", help=__doc__, description=__doc__)


def run(_args: argparse.Namespace) -> int:
    """Add what is missing."""
    if not environment.read(os.environ).demo:
        words = "Invented people do not go into a production database; set TONGBAN_MODE=demo and another database."
        raise Refusal("project.demo_in_production", words)
    modes.refuse_other(environment.DEMO)
    demo.load(datetime.now(UTC), print)
    return 0
