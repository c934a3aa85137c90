"""One database server for the whole run, started here where none is named, and a say about skipped browser tests."""

import atexit
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import django
import hypothesis
import pytest
from django.db import connection

from builders.browser import chromium
from tongban.project.environment import SETTINGS
from tongban.project.folder import Folder
from tongban.project.messages.compiling import compile_all
from tongban.project.postgres.address import Address
from tongban.project.postgres.opening import ensure_database, opened

SKIPPED = (
    "No Chromium was found, so the browser tests were SKIPPED: apt install chromium fonts-noto-cjk"
)


def _say(words: str) -> None:
    sys.stderr.write(f"tests: {words} …\n")


def _url(address: Address) -> str:
    return f"postgres://{address.user}:{address.password}@/{address.name}?host={address.host}"


def _start_house() -> None:
    """Start a database in a folder of its own; the workers of pytest-xdist inherit its address."""
    for setting in SETTINGS:
        if setting.name != "DATABASE_URL":
            os.environ.pop(setting.name, None)
    stack = ExitStack()
    atexit.register(stack.close)
    place = Path(tempfile.mkdtemp(prefix="tongban-tests-"))
    stack.callback(shutil.rmtree, place, ignore_errors=True)
    folder = Folder(place / "data")
    folder.prepare()
    os.environ["TONGBAN_DATA"] = str(folder.root)
    compile_all()
    if not os.environ.get("DATABASE_URL"):
        address = stack.enter_context(opened(folder, _say, durable=False))
        ensure_database(address)
        os.environ["DATABASE_URL"] = _url(address)


if "PYTEST_XDIST_WORKER" not in os.environ:
    _start_house()
settings = import_module("tongban.project.settings")
# The kernel ships no register of its own: what all registers can do is tried on one that the tests bring, as a domain would.
settings.INSTALLED_APPS.append("builders.depot")
os.environ["DJANGO_SETTINGS_MODULE"] = "tongban.project.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in the thread of the test
django.setup()
# A worker that inherited it would be set up by pytest-django before this file could add the register.
del os.environ["DJANGO_SETTINGS_MODULE"]


# A busy machine is slow, not wrong: properties are judged by what holds, not by how long it took.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let go of connections that threads of the tests still hold, so that the test database can be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=SKIPPED))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out, just before the closing line."""
    if chromium() is None:
        terminalreporter.section("LEFT OUT", sep="*", red=True, bold=True)
        terminalreporter.line(SKIPPED, red=True, bold=True)
