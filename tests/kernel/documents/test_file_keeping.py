"""Files are kept once, durably and privately, and belong to who uploaded them."""

import io
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from builders.files import JPG, PDF
from tongban.kernel import Act, Refusal
from tongban.kernel.documents import actions, queries
from tongban.kernel.documents.models import Document
from tongban.kernel.documents.scanning import NoScanner, Scanners, Verdict, scanners

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
CHEN = Act(by="person/1", organ="", at=AT, key="k")
OTHER = replace(CHEN, by="person/2")
IMAGES = ("jpg", "png")


def kept(
    content: bytes = PDF,
    *,
    name: str = "户口簿.pdf",
    act: Act = CHEN,
    allowed=("pdf",),
    most: int = 1000,
):
    return actions.keep(io.BytesIO(content), name=name, act=act, allowed=allowed, max_bytes=most)


def on_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@dataclass
class Found:
    """A scanner that finds what it is told."""

    verdict: Verdict
    name: str = "clam"

    def scan(self, path):
        """Say what it was told to find."""
        assert path.read_bytes()
        return self.verdict


def test_a_file_is_stored_under_a_random_name_for_the_platform_alone(folder):
    document = kept()
    (path,) = on_disk(folder)
    assert path == folder / document.path
    assert "户口簿" not in str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (document.size, document.sha256) == (len(PDF), sha256(PDF).hexdigest())
    assert (document.owner, document.name, document.media_type) == (
        "person/1",
        "户口簿.pdf",
        "application/pdf",
    )
    with queries.open_document(document) as file:
        assert file.read() == PDF


@pytest.mark.parametrize(
    ("code", "content", "allowed", "most"),
    [
        ("documents.wrong_type", JPG, ("pdf",), 1000),
        ("documents.wrong_type", b"MZ" * 40, ("pdf", "jpg"), 1000),
        ("documents.too_large", PDF, ("pdf",), len(PDF) - 1),
        ("documents.empty", b"", ("pdf",), 1000),
        ("documents.damaged", b"PK\x03\x04rubbish", ("docx",), 1000),
    ],
)
def test_what_is_refused_leaves_nothing_behind(folder, code, content, allowed, most):
    with pytest.raises(Refusal) as refused:
        kept(content, allowed=allowed, most=most)
    assert refused.value.code == code
    assert on_disk(folder) == []
    assert Document.objects.count() == 0


def test_the_name_follows_the_content_and_not_the_other_way_round():
    assert kept(JPG, name="身份证.pdf", allowed=IMAGES).name == "身份证.pdf.jpg"
    assert kept(most=len(PDF)).size == len(PDF)


def test_the_file_of_another_does_not_exist():
    document = kept()
    assert queries.document_for("person/1", document.pk) == document
    for owner, number in (
        ("person/2", document.pk),
        ("", document.pk),
        ("person/1", document.pk + 1),
    ):
        with pytest.raises(Refusal, match="There is no file"):
            queries.document_for(owner, number)
    assert queries.names_of("person/1", [document.reference, "document/x", "case/1"]) == {
        document.reference: "户口簿.pdf"
    }
    assert queries.names_of("person/2", [document.reference]) == {}


def test_a_case_shows_its_own_files_and_no_others():
    first, second = kept(), kept()
    actions.use([first.pk], CHEN, subject="case/5")
    actions.use([first.pk], CHEN, subject="case/5")
    assert queries.documents_used_by("case/5") == [first]
    assert queries.document_used_by("case/5", first.pk) == first
    for subject, number in (("case/5", second.pk), ("case/55", first.pk), ("case/", first.pk)):
        with pytest.raises(Refusal, match="There is no file"):
            queries.document_used_by(subject, number)


def test_nobody_uses_the_file_of_another():
    document = kept()
    with pytest.raises(Refusal, match="There is no file"):
        actions.use([document.pk], OTHER, subject="case/5")
    assert queries.documents_used_by("case/5") == []


def test_without_a_scanner_nothing_is_claimed_and_with_one_its_word_counts(folder, monkeypatch):
    assert (kept().scanned, kept().scanner) == ("not-scanned", "none")
    monkeypatch.setattr(scanners, "known", {"clam": Found(Verdict.CLEAN)})
    assert (kept().scanned, kept().scanner) == ("clean", "clam")
    before = len(on_disk(folder))
    monkeypatch.setattr(scanners, "known", {"clam": Found(Verdict.INFECTED)})
    with pytest.raises(Refusal, match="harmful"):
        kept()
    assert len(on_disk(folder)) == before


def test_a_scanner_has_a_name_of_its_own():
    registry = Scanners()
    assert registry.current() == NoScanner()
    registry.add(Found(Verdict.CLEAN))
    assert registry.current().name == "clam"
    for taken in ("clam", "none"):
        with pytest.raises(Refusal, match="already there"):
            registry.add(Found(Verdict.CLEAN, taken))


def test_unused_files_are_cleared_after_a_day_and_used_or_fresh_ones_stay(folder):
    unused, used = kept(), kept()
    fresh = kept(act=replace(CHEN, at=AT + timedelta(hours=30)))
    actions.use([used.pk], CHEN, subject="case/5")
    later = AT + timedelta(hours=40)
    assert list(queries.orphans(later)) == [unused]
    assert list(queries.orphans(AT + timedelta(hours=24))) == []
    assert actions.clear_unused(later) == 1
    assert {path.name for path in on_disk(folder)} >= {used.path[3:], fresh.path[3:]}
    assert not (folder / unused.path).exists()
    assert actions.release("case/5") == 1
    assert actions.clear_unused(later) == 1


def test_bytes_that_no_row_of_this_database_knows_are_told_and_never_erased(folder):
    with transaction.atomic():
        lost = kept()
        transaction.set_rollback(True)
    now = datetime.now(UTC)
    assert queries.strays(now) == []
    assert queries.strays(now + timedelta(days=2)) == [lost.path]
    assert actions.clear_unused(now + timedelta(days=2)) == 0
    assert (folder / lost.path).read_bytes() == PDF


def test_an_upload_that_broke_off_is_cleared_after_a_day(folder):
    kept()
    arriving = folder / f"{'0' * 32}.arriving"
    arriving.write_bytes(b"half")
    now = datetime.now(UTC)
    actions.clear_unused(now + timedelta(hours=23))
    assert arriving.exists()
    actions.clear_unused(now + timedelta(hours=25))
    assert not arriving.exists()


def test_clearing_goes_by_batches():
    for _ in range(3):
        kept()
    later = AT + timedelta(hours=40)
    assert [actions.clear_unused(later, most=2) for _ in range(3)] == [2, 1, 0]


def test_a_changed_or_missing_file_is_noticed(folder):
    document = kept()
    assert queries.intact(document)
    (folder / document.path).write_bytes(PDF + b" ")
    assert not queries.intact(document)
    (folder / document.path).unlink()
    with pytest.raises(Refusal, match="missing on the server"):
        queries.open_document(document)


def test_a_link_laid_in_its_place_is_not_followed(folder, tmp_path):
    document = kept()
    (tmp_path / "secret").write_text("x")
    (folder / document.path).unlink()
    (folder / document.path).symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic links"):
        queries.open_document(document)


@pytest.mark.parametrize(
    "change",
    [
        {"media_type": "text/html"},
        {"size": 0},
        {"sha256": "x"},
        {"path": "../../etc/passwd"},
        {"scanned": "infected"},
    ],
)
def test_the_database_refuses_a_row_that_cannot_be(change):
    document = kept()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)


def test_a_reference_that_is_none_has_no_number():
    assert queries.number_of("document/12") == 12
    for text in ("document/", "document/-1", "document/١", "case/12", "", "document/" + "9" * 40):
        assert queries.number_of(text) == 0
