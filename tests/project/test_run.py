"""The whole house runs, survives the death of any part, and leaves nothing behind."""

import os
import signal
from pathlib import Path

import pytest

from builders.house import House, within

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("house"),
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds processes by /proc"),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("run") / "data")
    yield house
    for pid in house.pids():
        os.kill(pid, signal.SIGKILL)
    if house.process is not None:
        house.process.wait()


@pytest.fixture
def running(house):
    if house.process is None or house.process.poll() is not None:
        house.start()
    assert within(house.is_well)
    return house


def test_health_tells_database_migrations_and_worker(running):
    assert running.health()[1] == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "worker": "ok",
        "followers": "ok",
    }


def test_a_second_run_on_the_same_data_is_refused(running):
    second = running.tongban("run", PORT="0")
    third = running.tongban("run", PORT=str(running.port % 65535 + 1))
    assert second.returncode == third.returncode == 2
    assert "runs already" in third.stderr


def test_a_taken_port_is_refused_with_a_free_one_to_try(running, tmp_path):
    other = running.tongban("run", TONGBAN_DATA=str(tmp_path / "other"))
    assert other.returncode == 2
    assert f"PORT={running.port + 1}" in other.stderr


def test_a_command_uses_the_running_database_and_leaves_it_running(running):
    before = running.pids("bin/postgres")
    assert running.tongban("migrate").returncode == 0
    assert running.pids("bin/postgres") == before
    assert running.is_well()


@pytest.mark.parametrize(
    "part", ["command worker", "command serve", "postgres.keeper", "bin/postgres"]
)
def test_a_killed_part_comes_back_by_itself(running, part):
    first = min(running.pids(part))
    os.kill(first, signal.SIGKILL)
    assert within(lambda: running.pids(part) - {first} and running.is_well())
    assert running.process.poll() is None


def test_when_the_supervisor_is_killed_nothing_is_left_and_the_next_start_recovers(running):
    running.process.kill()
    running.process.wait()
    assert within(lambda: running.pids() == set())
    running.start()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_of_it_and_the_data_are_kept(running, how):
    assert running.stop(how) == 0
    assert within(lambda: running.pids() == set())
    assert (running.data / "database" / "cluster" / "PG_VERSION").exists()


def test_a_later_start_makes_nothing_anew(running):
    running.stop()
    running.start()
    running.stop()
    last = running.output.read_text().rpartition("data folder")[2]
    assert "ready: http://127.0.0.1" in last
    assert "empty database" not in last
    assert "tables up to date (" not in last
