"""The embedded database starts, survives and ends as its users come and go."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tongban.kernel import Refusal
from tongban.project.folder import Folder, is_held
from tongban.project.postgres import cluster, guise
from tongban.project.postgres.address import LONGEST_SOCKET_PATH, Address
from tongban.project.postgres.opening import answers, ensure_database, opened

pytestmark = pytest.mark.slow
PATIENCE = 30.0


def asked(address: Address, question: str, name: str = "postgres"):
    with psycopg.connect(
        make_conninfo("", **address.keywords(name)), autocommit=True
    ) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone() if cursor.description else None


def until(holds) -> bool:
    last = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > last:
            return False
        time.sleep(0.05)
    return True


def postmaster(folder: Folder) -> int:
    return int((folder.cluster / "postmaster.pid").read_text().splitlines()[0])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = Folder(tmp_path_factory.mktemp("house") / "data")
    folder.prepare()
    return folder


def silent(_words: str) -> None:
    pass


def test_it_asks_for_a_password_and_keeps_what_it_acknowledged_on_disk(folder):
    with opened(folder, silent) as address:
        assert asked(address, "SHOW fsync") == ("on",)
        assert asked(address, "SHOW synchronous_commit") == ("on",)
        assert asked(address, "SHOW listen_addresses") == ("",)
        stranger = Address(address.host, address.port, address.name, address.user, "guessed")
        assert not answers(stranger)
        assert answers(address)


def test_it_is_off_when_the_last_user_has_gone_and_not_before(folder):
    with opened(folder, silent) as address:
        with opened(folder, silent):
            pass
        time.sleep(0.5)
        assert answers(address)
    assert until(lambda: not is_held(folder.lock("keeper")))
    assert not answers(address)


def test_a_killed_server_comes_back_with_all_that_was_committed(folder):
    with opened(folder, silent) as address:
        asked(address, "CREATE TABLE IF NOT EXISTS kept (n int)")
        asked(address, "INSERT INTO kept VALUES (1)")
        killed = postmaster(folder)
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: answers(address) and postmaster(folder) != killed)
        assert asked(address, "SELECT count(*) > 0 FROM kept") == (True,)


def test_a_pid_file_of_a_process_that_is_now_somebody_else_does_not_stop_it(folder):
    with opened(folder, silent):
        pass
    assert until(lambda: not is_held(folder.lock("keeper")))
    (folder.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{folder.cluster}\n")
    with opened(folder, silent) as address:
        assert answers(address)


def test_half_a_database_is_made_anew(tmp_path):
    folder = Folder(tmp_path / "data")
    folder.prepare()
    (folder.database / "fresh").mkdir(parents=True)
    (folder.database / "fresh" / "PG_VERSION").write_text("18")
    with opened(folder, silent, durable=False) as address:
        assert answers(address)


def test_a_database_that_cannot_start_is_refused_with_its_own_reason(tmp_path):
    folder = Folder(tmp_path / "data")
    folder.prepare()
    folder.cluster.mkdir(mode=0o700, parents=True)
    (folder.cluster / "PG_VERSION").write_text("9")
    (folder.cluster / "postgresql.conf").touch()
    folder.database_log.write_text("FATAL:  a reason of yesterday\n")
    with pytest.raises(Refusal) as refused, opened(folder, silent):
        pass
    assert "incompatible" in str(refused.value)


def test_what_lies_in_the_current_folder_is_not_run_by_the_keeper(tmp_path, monkeypatch):
    (tmp_path / "tongban").mkdir()
    (tmp_path / "tongban" / "__init__.py").write_text(f"open({str(tmp_path / 'executed')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    folder = Folder(tmp_path / "data")
    folder.prepare()
    with opened(folder, silent, durable=False) as address:
        assert answers(address)
    assert not (tmp_path / "executed").exists()


def test_a_folder_with_a_long_name_and_blanks_works(tmp_path):
    folder = Folder(tmp_path / ("long name " * 12).strip() / "data")
    folder.prepare()
    assert len(str(folder.database)) > LONGEST_SOCKET_PATH
    with opened(folder, silent, durable=False) as address:
        ensure_database(address)
        assert asked(address, "SELECT current_database()", address.name) == ("house",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can put on another guise")
@pytest.mark.parametrize("kind", [guise.Guise.NAMESPACE, guise.Guise.ACCOUNT])
def test_in_each_guise_root_reaches_folders_closed_to_others_and_leaves_them_so(tmp_path, kind):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folder = Folder(closed / "data")
    folder.prepare()
    cluster.make(folder, kind)
    assert cluster.exists(folder)
    assert (folder.cluster / "PG_VERSION").stat().st_uid == guise.owner(kind)[0]
    assert Path(closed).stat().st_mode & 0o777 == 0o700
