"""Pictures of several pages become one PDF, and nothing else does."""

import io
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from builders.files import JPG, PDF, a_jpeg, a_picture
from tongban.kernel import Act, Refusal
from tongban.kernel.documents import actions, queries
from tongban.kernel.documents.counting import pdf_pages
from tongban.kernel.documents.joining import MOST_PICTURES, joined

ACT = Act("person/1", "", datetime(2026, 11, 21, 2, tzinfo=UTC), "k")


def test_each_picture_is_a_page_of_its_own_shape_with_its_bytes_as_they_were():
    wide, high = a_jpeg(400, 100), a_jpeg(100, 400)
    reader = PdfReader(io.BytesIO(joined([wide, high])), strict=True)
    assert [(page.mediabox.width, page.mediabox.height) for page in reader.pages] == [
        (595, 149),
        (595, 2380),
    ]
    images = [page["/Resources"]["/XObject"]["/P"] for page in reader.pages]
    assert [(image["/Width"], image["/Height"]) for image in images] == [(400, 100), (100, 400)]
    assert [image._data for image in images] == [wide, high]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        JPG,
        PDF,
        a_picture(),
        a_jpeg(0, 9),
        a_jpeg(9, 9, colours=4),
        b"\xff\xd8\xff\xe0\x00\x00" * 9,
    ],
)
def test_what_is_no_picture_that_a_reader_can_draw_is_refused(content):
    with pytest.raises(Refusal, match="no picture that can become a page"):
        joined([a_jpeg(10, 10), content])


@given(st.binary(max_size=200))
def test_whatever_follows_the_head_it_is_a_page_or_a_refusal(noise):
    with suppress(Refusal):
        assert pdf_pages(joined([b"\xff\xd8\xff" + noise])) == 1


def test_there_is_an_end_to_the_pages_of_one_file():
    with pytest.raises(Refusal, match="at most 100"):
        joined([a_jpeg(1, 1)] * (MOST_PICTURES + 1))


@pytest.mark.django_db
def test_pictures_are_kept_as_one_pdf_and_together_no_larger_than_allowed():
    def kept(most):
        shots = [io.BytesIO(a_jpeg(10, 10)) for _ in range(3)]
        return actions.keep_pictures(shots, name="户口簿.pdf", act=ACT, max_bytes=most)

    document = kept(100_000)
    assert (document.name, document.media_type) == ("户口簿.pdf", "application/pdf")
    with queries.open_document(document) as file:
        assert pdf_pages(file.read()) == 3
    with pytest.raises(Refusal, match="larger than"):
        kept(len(a_jpeg(10, 10)) * 3 - 1)
