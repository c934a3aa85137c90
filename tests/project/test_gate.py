"""What no page could ever use is turned away before it is read."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tongban.kernel.forms import fields
from tongban.project.gate import LARGEST_REQUEST, Gate

PAGES = [
    ("get", "/matters/?q=%00", {}),
    ("get", "/matters/?%00=q", {}),
    ("get", "/matters/%00/", {}),
    ("post", "/enter/", {"username": "a\0b", "password": "x"}),
    ("post", "/track/", {"number": "5\0", "code": "\0"}),
    ("post", "/track/", {"num\0ber": "5"}),
    ("post", "/track/", {"file": SimpleUploadedFile("a.pdf", b"\0"), "words": "\0"}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "address", "sent"), PAGES)
def test_nul_is_refused_wherever_it_stands(method, address, sent):
    client = Client(raise_request_exception=False)
    assert getattr(client, method)(address, sent or None).status_code == 400


def test_nul_in_a_cookie_is_refused_by_the_whole_house(db):
    client = Client(raise_request_exception=False)
    assert (
        client.get("/matters/", headers={"cookie": 'tongban_session="abcdefgh\\000"'}).status_code
        == 400
    )


@pytest.mark.django_db
def test_other_text_and_bytes_of_files_pass():
    gate = Gate(lambda _request: HttpResponse("passed"))
    sent = {"q": "公租房\n", "file": SimpleUploadedFile("户口簿.pdf", b"\0\1")}
    assert gate(RequestFactory().post("/?q=1", sent)).content == b"passed"
    assert gate(RequestFactory().get("/?q=公租房")).content == b"passed"


@pytest.mark.parametrize(
    ("length", "status"),
    [(str(LARGEST_REQUEST), 200), (str(LARGEST_REQUEST + 1), 413), ("9" * 5000, 413), ("", 200)],
)
def test_a_body_above_the_limit_is_refused_unread(length, status):
    class Unread(BytesIO):
        def read(self, *_sizes):
            pytest.fail("the body was read")

    request = RequestFactory().post("/", b"", content_type="application/json")
    request.META |= {"CONTENT_LENGTH": length, "wsgi.input": Unread()}
    request._stream = Unread()
    assert Gate(lambda _request: HttpResponse())(request).status_code == status


def test_the_largest_file_that_a_form_may_allow_passes():
    assert fields._LARGEST_FILE_MB * 1024 * 1024 < LARGEST_REQUEST
