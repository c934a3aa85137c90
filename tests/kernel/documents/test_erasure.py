"""A file of a case is erased for good, and what the log knows of it stays."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.files import JPG, PDF
from tongban.kernel import Act, Refusal
from tongban.kernel.documents import actions, queries, shelf
from tongban.kernel.documents.models import Document
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
CHEN = Act(by="person/1", organ="", at=AT, key="k")
LATER = Act(by="system", organ="", at=AT + timedelta(days=2000), key="e")
CASE, HOME = "case/5", 511602


def used(content=PDF, *, name="张三丰的户口簿.pdf", subject=CASE, act=CHEN):
    document = actions.keep(
        io.BytesIO(content), name=name, act=act, allowed=("pdf", "jpg"), max_bytes=1000
    )
    actions.use([document.pk], act, subject=subject)
    return document


def erased(*documents, subject=CASE):
    ids = [each.pk for each in documents]
    return actions.erase(ids, LATER, subject=subject, home=HOME)


def test_name_and_bytes_go_and_size_and_digest_stay(folder, django_capture_on_commit_callbacks):
    document = used()
    place = folder / document.path
    with django_capture_on_commit_callbacks(execute=True):
        assert erased(document) == 1
        assert place.exists()  # until it is certain that the row is erased
    (row,) = queries.documents_used_by(CASE)
    assert not place.exists()
    assert row.name == f"document-{row.pk}.pdf"
    assert (row.path, row.size, row.sha256) == (None, document.size, document.sha256)
    assert row.erased_at == LATER.at


def test_whoever_opens_it_is_told_when_it_was_erased():
    document = used()
    erased(document)
    with pytest.raises(Refusal, match="erased on 2032-05-13"):
        queries.open_document(Document.objects.get(pk=document.pk))


def test_the_log_says_that_it_was_erased_and_not_what_it_was_called():
    document = used()
    erased(document)
    (told,) = events_of(HOME, document.reference)
    assert (told.type, told.by) == ("document.erased", "system")
    assert dict(told.data) == {"document": document.pk, "subject": CASE}


def test_erasing_again_changes_nothing_and_says_nothing():
    document = used()
    assert [erased(document), erased(document)] == [1, 0]
    assert len(events_of(HOME, document.reference)) == 1


def test_only_files_of_the_subject_are_erased_and_with_one_that_is_not_none_is():
    own, strange = used(), used(subject="case/6")
    with pytest.raises(Refusal, match="There is no file"), transaction.atomic():
        erased(own, strange)
    assert Document.objects.filter(erased_at__isnull=False).count() == 0


def test_a_file_that_another_case_uses_too_stays_whole_and_leaves_this_one(folder):
    document = used()
    actions.use([document.pk], CHEN, subject="case/6")
    assert erased(document) == 0
    assert queries.documents_used_by(CASE) == []
    assert queries.documents_used_by("case/6") == [document]
    assert queries.intact(document)


def test_bytes_that_a_broken_off_erasure_left_are_removed_by_the_next_clearing(folder):
    document = used()
    erased(document)  # the callback after the commit never ran
    assert (folder / document.path).exists()
    assert list(queries.half_erased()) == [document]
    actions.clear_unused(LATER.at)
    assert not (folder / document.path).exists()
    assert list(queries.half_erased()) == []
    assert queries.documents_used_by(CASE) == [document]


def test_a_disk_that_fails_does_not_undo_the_erasure(
    monkeypatch, django_capture_on_commit_callbacks
):
    document = used()

    def fails(place):
        raise OSError(place)

    monkeypatch.setattr(shelf, "erase", fails)
    with django_capture_on_commit_callbacks(execute=True):
        assert erased(document) == 1
    assert list(queries.half_erased()) == [document]


def test_an_erased_file_cannot_be_handed_in_again_and_others_can():
    gone, kept = used(), used(JPG, name="b.jpg")
    strange = used(act=replace(CHEN, by="person/2"))
    erased(gone)
    assert queries.reusable(CASE) == [kept, strange]
    assert queries.reusable(CASE, owner="person/1") == [kept]
    assert queries.reusable("case/6") == []


@pytest.mark.parametrize("change", [{"path": None}])
def test_a_file_without_a_place_that_was_not_erased_cannot_be(change):
    document = used()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)
