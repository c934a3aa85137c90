"""A trade can be taken out: without its folder and its tests the house stands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders.sources import PACKAGE, ROOT

DOMAINS = sorted(path.parent.name for path in (PACKAGE / "domains").glob("*/__init__.py"))
LEFT_AWAY = shutil.ignore_patterns("__pycache__", "*.mo", ".git", "node_modules")


@pytest.fixture(scope="module", params=DOMAINS)
def house(request, tmp_path_factory) -> Path:
    """Return a copy of the house without one trade."""
    tmp_path = tmp_path_factory.mktemp("house")
    for name in ("src", "tests", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_AWAY)
    for name in ("pyproject.toml", "ARCHITECTURE.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.rmtree(tmp_path / "src" / "tongban" / "domains" / request.param)
    shutil.rmtree(tmp_path / "tests" / "domains" / request.param, ignore_errors=True)
    settings = tmp_path / "src" / "tongban" / "project" / "settings.py"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if f"tongban.domains.{request.param}" not in line]
    assert len(lines) - len(kept) <= 1, "a trade has one line in the settings"
    settings.write_text("".join(kept), encoding="utf-8")
    return tmp_path


def done(house: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Python in a copy of the house, with what this one has installed."""
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL") if name in os.environ}
    settings = {**kept, "TONGBAN_DATA": str(house / "data"), "PYTHONUTF8": "1"}
    settings["PYTHONPATH"] = os.pathsep.join(map(str, (house / "src", house / "tests")))
    return subprocess.run(
        [sys.executable, *command],
        cwd=house,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_trade_nothing_imports_it(house):
    outcome = done(house, "-c", "from importlinter.cli import lint_imports_command as run; run()")
    assert outcome.returncode == 0, outcome.stdout
    assert "0 broken" in outcome.stdout


def test_without_a_trade_the_house_starts_and_its_tables_are_whole(house):
    program = (
        "import os, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'tongban.project.settings'\n"
        "django.setup()\n"
        "from django.core.management import call_command\n"
        "from django.urls import get_resolver\n"
        "call_command('check')\n"
        "call_command('makemigrations', check=True, dry_run=True)\n"
        "assert get_resolver().url_patterns\n"
    )
    outcome = done(house, "-c", program)
    assert outcome.returncode == 0, outcome.stderr


def test_without_a_trade_its_command_is_gone_and_the_others_are_there(house):
    outcome = done(house, "-m", "tongban.project.command", "--help")
    assert outcome.returncode == 0, outcome.stderr
    assert "  clock " in outcome.stdout
    there = {path.parent.name for path in (house / "src/tongban/domains").glob("*/__init__.py")}
    assert not [gone for gone in set(DOMAINS) - there if f"\n  {gone} " in outcome.stdout]


def test_without_a_trade_tests_of_the_rest_pass(house):
    names = ["tests/standards/test_parameters.py", "tests/kernel/clock/test_clock_working_days.py"]
    names += ["tests/house/test_names.py", "tests/house/test_law.py"]
    outcome = done(house, "-m", "pytest", "-q", "-p", "no:cacheprovider", *names)
    assert outcome.returncode == 0, outcome.stdout[-2000:]
