"""Create the database where it is missing and bring it, the translations and the static files up to date."""

import argparse
import os
import sys

from django.core.management import call_command

from tongban.project import environment, readiness
from tongban.project.messages.compiling import compile_all

NEEDS_DATABASE = False


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    subparsers.add_parser("migrate", help=__doc__, description=__doc__)


def run(_args: argparse.Namespace) -> int:
    """Do it, whatever state the database is in."""
    settings = environment.read(os.environ)
    readiness.set_up(settings)
    compile_all()
    with readiness.at_hand(settings, _say):
        readiness.migrate(settings, _say)
    if not settings.demo:
        call_command("collectstatic", interactive=False, verbosity=0)
    _say("up to date")
    return 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
