"""Run the web server alone."""

import argparse
import os

from tongban.project import environment, web

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    subparsers.add_parser("serve", help=__doc__, description=__doc__)


def run(_args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    web.serve(environment.read(os.environ))
    return 0
