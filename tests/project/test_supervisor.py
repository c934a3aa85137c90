"""Children of the supervisor come back, and nothing outlives it."""

import os
import signal
import subprocess
import sys
import time
from threading import Event

import pytest
from django.db import OperationalError

from tongban.project import supervisor, worker
from tongban.project.supervisor import Child, end
from tongban.project.worker import work

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def child(monkeypatch):
    child = Child("sleeper", dict(os.environ))
    real = subprocess.Popen
    monkeypatch.setattr(
        supervisor.subprocess, "Popen", lambda _command, **options: real(SLEEPER, **options)
    )
    child.start()
    yield child
    end([child])


def test_a_killed_child_is_started_again(child):
    first = child.process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    said: list[str] = []
    child.revive(said.append)
    assert child.process.pid != first.pid
    assert not child.ended()
    assert "sleeper ended (-9)" in said[0]


def test_a_living_child_is_left_alone(child):
    first = child.process.pid
    child.revive(pytest.fail)
    assert child.process.pid == first


def test_a_child_that_keeps_dying_waits_longer_each_time(child, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(supervisor.time, "sleep", waits.append)
    for _ in range(4):
        child.process.kill()
        child.process.wait()
        child.revive(lambda _words: None)
    assert waits == [0.5, 1.5, 3.5, 7.5]


def test_the_end_is_the_end_of_every_child(child):
    end([child])
    assert child.ended()
    with pytest.raises(ProcessLookupError):
        os.killpg(child.process.pid, 0)


def test_what_lies_in_the_current_folder_is_none_of_the_program(tmp_path, monkeypatch):
    (tmp_path / "tongban").mkdir()
    (tmp_path / "tongban" / "__init__.py").write_text("open('executed', 'w')")
    monkeypatch.chdir(tmp_path)
    child = Child("--version", dict(os.environ))
    child.start()
    assert child.process.wait(30) == 0
    assert not (tmp_path / "executed").exists()


@pytest.fixture
def no_database(monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "IDLE", 0.01)


@pytest.mark.usefixtures("no_database")
def test_the_worker_beats_and_drains_until_it_is_told_to_stop():
    stop, beats, drained = Event(), [], []

    def drain() -> int:
        drained.append(1)
        if len(drained) == 3:
            stop.set()
        return 1

    work(drain, beats.append, lambda _at: None, stop)
    assert len(drained) == 3
    assert len(beats) == 1
    assert beats[0].tzinfo is not None


@pytest.mark.usefixtures("no_database")
def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker():
    stop, tries = Event(), []

    def drain() -> int:
        tries.append(time.monotonic())
        if len(tries) == 1:
            raise OperationalError("the server closed the connection")
        stop.set()
        return 0

    work(drain, lambda _at: None, lambda _at: None, stop)
    assert len(tries) == 2
