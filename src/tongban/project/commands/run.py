"""Run the whole house: database, worker and web server, until Ctrl-C."""

import argparse
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from django.core.management import call_command
from django.db import connections

from tongban.project import demo, environment, occupancy, readiness, supervisor
from tongban.project.command import PARENT
from tongban.project.environment import Environment
from tongban.project.folder import Folder, is_held
from tongban.project.messages.compiling import compile_all
from tongban.project.postgres.opening import start_keeper, wait_until_ready

NEEDS_DATABASE = False
LONGEST_STOP = 30.0  # seconds that the database may take to stop
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Progress:
    """Lines that say what is going on and after how many seconds."""

    def __init__(self) -> None:
        """Start the clock."""
        self.start = time.monotonic()

    def __call__(self, words: str) -> None:
        """Print one line."""
        print(f"{time.monotonic() - self.start:6.1f} s  {words}", flush=True)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    subparsers.add_parser("run", help=__doc__, description=__doc__)


def run(_args: argparse.Namespace) -> int:
    """Start everything and keep it alive."""
    settings = environment.read(os.environ)
    folder, say = Folder(settings.data), Progress()
    folder.prepare()
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    with occupancy.alone(folder, settings.port):
        occupancy.refuse_taken_port(settings)
        try:
            _keep_house(settings, folder, say)
        except KeyboardInterrupt:
            _see_database_off(folder, say)
        say("all has stopped; the data are kept")
    return 0


def _keep_house(settings: Environment, folder: Folder, say: Progress) -> None:
    say(f"data folder {folder.root}")
    compile_all()
    readiness.set_up(settings)
    variables = dict(os.environ) | {PARENT: str(os.getpid())}
    children = [supervisor.Child(name, variables) for name in ("worker", "serve")]
    life = supervisor.Child("demo", variables)
    with readiness.at_hand(settings, say):
        _prepare(settings, say)
        try:
            for child in children:
                child.start()
            while not (children[-1].ended() or occupancy.web_answers(settings)):
                time.sleep(0.05)
            say(f"ready: {occupancy.address_shown(settings)}   (Ctrl-C stops it)")
            if settings.demo and settings.whole_demo:
                life.start()
            supervisor.watch(children, _tender(settings, folder, say), say)
        finally:
            say("stopping worker and web server")
            supervisor.end([life, *children])


def _prepare(settings: Environment, say: Progress) -> None:
    readiness.migrate(settings, say)
    if settings.demo:
        demo.load(datetime.now(UTC), say)
    else:
        call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()
    say("database, tables and data are ready")


def _tender(settings: Environment, folder: Folder, say: Progress) -> Callable[[], None]:
    """Return what starts the embedded database's keeper again when it is gone."""

    def tend() -> None:
        if not settings.database_url and not is_held(folder.lock("keeper")):
            say("the database's keeper ended, starting it again")
            wait_until_ready(folder, start_keeper(folder), say)

    return tend


def _see_database_off(folder: Folder, say: Progress) -> None:
    """Wait until the embedded database has stopped, unless another command uses it."""
    if is_held(folder.lock("keeper")):
        say("stopping the database")
    last = time.monotonic() + LONGEST_STOP
    while is_held(folder.lock("keeper")) and time.monotonic() < last:
        time.sleep(0.05)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
