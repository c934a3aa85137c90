"""Pages are counted whatever strangers made of their files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.files import JPG, PDF, a_pdf
from tongban.kernel.documents.counting import is_picture, pdf_pages


@pytest.mark.parametrize("pages", [1, 2, 17])
def test_every_page_counts(pages):
    assert pdf_pages(a_pdf(pages)) == pages


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", PDF, JPG, b"\x00" * 900, a_pdf(3)[:-400]])
def test_what_cannot_be_read_has_no_pages_and_breaks_nothing(content):
    assert pdf_pages(content) in {0, 3}


def test_a_locked_pdf_has_no_pages_to_be_shown():
    assert pdf_pages(a_pdf(2, password="geheim")) == 0


@given(st.binary(max_size=300), st.integers(0, 500))
def test_a_damaged_pdf_never_raises(noise, at):
    whole = a_pdf(1)
    assert pdf_pages(whole[:at] + noise + whole[at + len(noise) :]) >= 0


def test_only_pictures_are_pictures():
    assert [
        is_picture(each) for each in ("image/png", "image/jpeg", "application/pdf", "text/html")
    ] == [
        True,
        True,
        False,
        False,
    ]
