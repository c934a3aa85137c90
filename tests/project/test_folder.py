"""The data folder: private, made once, used by one at a time."""

import stat

import pytest

from tongban.kernel import Refusal
from tongban.project.folder import Folder, hold, is_held, write_private
from tongban.project.occupancy import alone
from tongban.project.postgres.address import LONGEST_SOCKET_PATH, SOCKET_NAME, from_url, of_folder


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path / "data")
    folder.prepare()
    return folder


def test_secrets_are_made_once_and_readable_to_their_owner_alone(folder):
    first = folder.secrets()
    folder.prepare()
    assert folder.secrets() == first
    for path in (folder.demo_secrets, folder.database_password):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700


def test_two_folders_have_different_secrets(folder, tmp_path):
    other = Folder(tmp_path / "other")
    other.prepare()
    assert other.secrets()["secret"] != folder.secrets()["secret"]


def test_an_interrupted_write_leaves_the_old_content(tmp_path):
    path = tmp_path / "kept"
    write_private(path, "old")
    (tmp_path / "kept.new").write_text("half")
    assert path.read_text() == "old"
    write_private(path, "new")
    assert path.read_text() == "new"


def test_a_second_run_on_the_same_folder_is_refused_and_told_who_runs(folder):
    with alone(folder, 8000), pytest.raises(Refusal) as refused, alone(folder, 8001):
        pass
    assert "port 8000" in str(refused.value)
    assert "TONGBAN_DATA" in str(refused.value)


def test_a_run_that_ended_lets_the_next_one_in(folder):
    with alone(folder, 8000):
        assert is_held(folder.lock("run"))
    with alone(folder, 8000):
        pass


def test_two_who_only_look_do_not_take_each_other_for_a_holder(folder):
    with hold(folder.lock("keeper"), 1):  # LOCK_SH, as is_held takes it
        assert not is_held(folder.lock("keeper"))


def test_the_socket_stays_in_the_data_folder_while_its_path_is_short_enough(tmp_path):
    room = LONGEST_SOCKET_PATH - len(f"/database/{SOCKET_NAME}")
    fitting = Folder(tmp_path / ("d" * (room - len(str(tmp_path)) - 1)))
    assert of_folder(fitting).host == str(fitting.database)
    one_longer = Folder(fitting.root.with_name(fitting.root.name + "d"))
    elsewhere = of_folder(one_longer).host
    assert elsewhere != str(one_longer.database)
    assert len(f"{elsewhere}/{SOCKET_NAME}") <= LONGEST_SOCKET_PATH


def test_a_database_url_is_read_in_all_its_parts():
    address = from_url("postgresql://a%40b:p%2Fw@[::1]:6000/house?sslmode=require")
    assert (address.host, address.port, address.name) == ("::1", 6000, "house")
    assert (address.user, address.password) == ("a@b", "p/w")
    assert address.options == {"sslmode": "require"}
    assert "p/w" not in repr(address)


@pytest.mark.parametrize("url", ["mysql://u@h/n", "postgres://u@h/", "postgres://h:no/n", "house"])
def test_what_is_no_postgresql_address_is_refused(url):
    with pytest.raises(Refusal, match="no PostgreSQL address"):
        from_url(url)
