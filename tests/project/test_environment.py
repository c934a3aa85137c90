"""What the operator may set, and what is refused."""

import base64

import pytest

from tongban.kernel import Refusal
from tongban.project.environment import ROOT, is_data_key, production_faults, read

KEY = base64.b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "TONGBAN_MODE": "production",
    "TONGBAN_SECRET": "s" * 50,
    "TONGBAN_DATA_KEY": KEY,
    "TONGBAN_HOSTS": "zwfw.example.gov.cn",
    "DATABASE_URL": "postgres://house:word@db.example/house?sslmode=verify-full",
}


def test_a_demo_needs_nothing_to_be_set():
    environment = read({})
    assert environment.demo
    assert (environment.port, environment.listen) == (8000, "127.0.0.1")
    assert environment.data == ROOT / "data"


def test_a_production_with_everything_set_starts():
    assert not read(PRODUCTION).demo


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TONGBAN_SECRET", "short"),
        ("TONGBAN_SECRET", ""),
        ("TONGBAN_DATA_KEY", "c2hvcnQ="),
        ("TONGBAN_DATA_KEY", "no base64 at all"),
        ("TONGBAN_HOSTS", ""),
        ("TONGBAN_HOSTS", "*"),
        ("TONGBAN_DEBUG", "1"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "postgres://house:word@db.example/house"),
        ("DATABASE_URL", "postgres://house:word@db.example/house?sslmode=disable"),
        ("DATABASE_URL", "postgres://house:word@db.example/house?sslmode=prefer"),
        ("DATABASE_URL", "postgres://house:word@/house?host=db.example"),
        ("DATABASE_URL", "postgres://house:word@localhost/house?hostaddr=10.1.2.3"),
        ("DATABASE_URL", "postgres://house:word@localhost/house?service=far"),
        ("DATABASE_URL", "postgres://house:word@localhost,db.example/house"),
        ("DATABASE_URL", "postgres://house:word@127.0.0.1.example/house"),
        ("DATABASE_URL", "postgres://h:w@db.example/house?sslmode=require&sslmode=disable"),
        ("DATABASE_URL", "mysql://house:word@localhost/house"),
    ],
)
def test_an_insecure_production_is_refused_with_the_setting_that_is_wrong(name, value):
    with pytest.raises(Refusal) as refused:
        read(PRODUCTION | {name: value})
    assert refused.value.code == "project.insecure"
    assert str(refused.value).count("\n  - ") == 1
    assert name in str(refused.value)


def test_a_production_of_which_nothing_is_set_is_told_all_that_is_missing_at_once():
    with pytest.raises(Refusal) as refused:
        read({"TONGBAN_MODE": "production"})
    named = ("TONGBAN_SECRET", "TONGBAN_DATA_KEY", "TONGBAN_HOSTS", "DATABASE_URL")
    assert all(name in str(refused.value) for name in named)


@pytest.mark.parametrize("place", ["@127.0.0.1:5432/house", "@[::1]/house", "@/house?host=/run/pg"])
def test_a_database_on_the_same_machine_needs_no_tls(place):
    url = f"postgres://house:word{place}"
    assert production_faults(read(PRODUCTION | {"DATABASE_URL": url})) == []


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "80.5", "٨٠"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(Refusal, match="whole number from 1 to 65535"):
        read({"PORT": port})


def test_an_unknown_mode_is_refused_rather_than_taken_for_a_demo():
    with pytest.raises(Refusal) as refused:
        read({"TONGBAN_MODE": "prodution"})
    assert "prodution" in str(refused.value)


def test_a_data_key_may_be_written_in_either_alphabet_of_base64():
    raw = bytes([255] * 32)
    assert is_data_key(base64.b64encode(raw).decode())
    assert is_data_key(base64.urlsafe_b64encode(raw).decode())
    assert not is_data_key(base64.b64encode(raw[:31]).decode())


def test_a_named_data_folder_counts_from_the_repository(tmp_path):
    assert read({"TONGBAN_DATA": "elsewhere"}).data == ROOT / "elsewhere"
    assert read({"TONGBAN_DATA": str(tmp_path)}).data == tmp_path
