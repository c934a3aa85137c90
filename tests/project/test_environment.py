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


def test_only_a_demo_invents_an_address_of_its_hall():
    assert "演示" in read({}).place["TONGBAN_HALL_ADDRESS"]
    assert read({"TONGBAN_HALL_ADDRESS": "新城路1号"}).place["TONGBAN_HALL_ADDRESS"] == "新城路1号"
    assert read(PRODUCTION).place["TONGBAN_HALL_ADDRESS"] == ""


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


def test_a_demo_writes_notices_to_its_log_and_production_sends_only_what_is_set_up():
    assert read({}).carriers == {"email": "console", "sms": "console"}
    assert read(PRODUCTION).carriers == {"email": "", "sms": ""}
    mail = {"TONGBAN_MAIL_SERVER": "smtps://me:p%40ss@mail.example", "TONGBAN_MAIL_FROM": "a@b.cn"}
    environment = read(PRODUCTION | mail | {"TONGBAN_SMS": "hall_sms.Provider"})
    assert environment.carriers == {"email": "mail", "sms": "hall_sms.Provider"}
    server = environment.mail_server
    assert (server.host, server.port, server.password) == ("mail.example", 465, "p@ss")


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"TONGBAN_MAIL_SERVER": "mail.example"}, "project.mail_server"),
        ({"TONGBAN_MAIL_SERVER": "http://mail.example"}, "project.mail_server"),
        ({"TONGBAN_MAIL_SERVER": "smtps://mail.example:x"}, "project.mail_server"),
        ({"TONGBAN_MAIL_SERVER": "smtps://mail.example"}, "project.mail_from"),
        ({"TONGBAN_NOTICE_TRIES": "0"}, "project.number"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_refused(settings, code):
    with pytest.raises(Refusal) as refused:
        read(settings)
    assert refused.value.code == code


def test_mail_over_an_open_line_is_refused_in_production_unless_the_server_is_this_machine():
    sender = {"TONGBAN_MAIL_FROM": "a@b.cn"}
    open_line = sender | {"TONGBAN_MAIL_SERVER": "smtp://mail.example"}
    with pytest.raises(Refusal, match="TONGBAN_MAIL_SERVER"):
        read(PRODUCTION | open_line)
    assert read(open_line).mail_server
    assert read(PRODUCTION | sender | {"TONGBAN_MAIL_SERVER": "smtp://127.0.0.1"}).mail_server


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"TONGBAN_SCANNER": "clamd.ctl"}, "documents.scanner_address"),
        ({"TONGBAN_SCANNER": "tcp:scanner"}, "documents.scanner_address"),
        ({"TONGBAN_UNSCANNED": "maybe"}, "project.unscanned"),
    ],
)
def test_a_scanner_that_cannot_be_asked_is_refused_at_the_start(settings, code):
    with pytest.raises(Refusal) as refused:
        read(settings)
    assert refused.value.code == code


def test_what_was_not_scanned_is_refused_unless_the_place_keeps_it():
    scanner = {"TONGBAN_SCANNER": "unix:/run/clamav/clamd.ctl"}
    assert not read(scanner).keep_unscanned
    assert read(scanner | {"TONGBAN_UNSCANNED": "keep"}).keep_unscanned


@pytest.mark.parametrize(
    ("set_", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"TONGBAN_HOSTS": "zwfw.example.gov.cn, other.cn"}, "https://zwfw.example.gov.cn"),
        ({"TONGBAN_ADDRESS": "https://a.example/"}, "https://a.example"),
    ],
)
def test_the_square_code_of_a_paper_leads_to_the_site_as_others_reach_it(set_, address):
    assert read(set_).address == address


@pytest.mark.parametrize(
    "address", ["a.example", "ftp://a.example", "https://a.example/b", "https://"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(Refusal):
        read({"TONGBAN_ADDRESS": address})
