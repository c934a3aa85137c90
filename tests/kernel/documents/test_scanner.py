"""Files go through a ClamAV daemon before they are kept, where the place has one."""

import io
import socket
from datetime import UTC, datetime

import pytest

from builders.files import PDF
from builders.scanners import EICAR, a_clamd
from tongban.kernel import Act, Refusal
from tongban.kernel.documents import actions
from tongban.kernel.documents.clamd import Clamd, address_of
from tongban.kernel.documents.models import Document
from tongban.kernel.documents.scanning import Verdict, scanners

ACT = Act("person/1", "", datetime(2026, 11, 21, 2, tzinfo=UTC), "k")
HARMFUL = PDF + EICAR


def scanned(tmp_path, content, address, **more):
    path = tmp_path / "arriving"
    path.write_bytes(content)
    return Clamd(address_of(address), patience=2, **more).scan(path)


@pytest.mark.parametrize("by_socket", [True, False])
def test_what_is_clean_passes_and_what_is_harmful_is_found_over_either_socket(tmp_path, by_socket):
    with a_clamd(tmp_path if by_socket else None) as address:
        assert scanned(tmp_path, PDF * 10, address) is Verdict.CLEAN
        assert scanned(tmp_path, HARMFUL, address) is Verdict.INFECTED


def test_a_file_larger_than_the_daemon_takes_was_not_scanned(tmp_path):
    with a_clamd(most=1000) as address:
        with pytest.raises(Refusal, match="could not be scanned"):
            scanned(tmp_path, PDF * 500_000, address)
        assert scanned(tmp_path, PDF * 40, address, must_answer=False) is Verdict.NOT_SCANNED


@pytest.mark.parametrize("says", [b"", b"stream: OK, perhaps", b"UNKNOWN COMMAND"])
def test_only_its_plain_word_makes_a_file_clean(tmp_path, says):
    with a_clamd(says=says or b"\0") as address:
        assert scanned(tmp_path, PDF, address, must_answer=False) is Verdict.NOT_SCANNED


def test_a_daemon_that_is_away_keeps_files_out_unless_the_place_says_otherwise(tmp_path):
    for address in (f"unix:{tmp_path}/nobody", "tcp:127.0.0.1:1"):
        with pytest.raises(Refusal, match="could not be scanned"):
            scanned(tmp_path, PDF, address)
        assert scanned(tmp_path, PDF, address, must_answer=False) is Verdict.NOT_SCANNED


def test_a_daemon_that_is_silent_does_not_hold_the_visitor_for_ever(tmp_path):
    path = tmp_path / "arriving"
    path.write_bytes(PDF)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        found = Clamd(deaf.getsockname(), must_answer=False, patience=0.2).scan(path)
    assert found is Verdict.NOT_SCANNED


@pytest.mark.django_db
def test_a_harmful_upload_is_refused_and_a_clean_one_kept_with_the_scanners_word(
    tmp_path, monkeypatch, folder
):
    def kept(content):
        return actions.keep(
            io.BytesIO(content), name="a.pdf", act=ACT, allowed=("pdf",), max_bytes=9999
        )

    with a_clamd(tmp_path) as address:
        monkeypatch.setattr(scanners, "known", {"clamd": Clamd(address_of(address))})
        with pytest.raises(Refusal, match="harmful"):
            kept(HARMFUL)
        assert Document.objects.count() == 0
        assert [path for path in folder.rglob("*") if path.is_file()] == []
        assert (kept(PDF).scanned, kept(PDF).scanner) == ("clean", "clamd")


@pytest.mark.parametrize(
    "url", ["", "clamd", "unix:clamd", "tcp:host", "tcp::3310", "tcp:host:0", "tcp:host:99999"]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(Refusal, match="no address of a virus scanner"):
        address_of(url)


def test_addresses_are_a_path_or_host_and_port():
    assert address_of("unix:/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl"
    assert address_of("tcp:scanner.example:3310") == ("scanner.example", 3310)
    assert address_of("tcp:[::1]:3310") == ("::1", 3310)
