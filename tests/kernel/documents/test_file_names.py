"""Names are made safe to show and to save; files are handed out without any rights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.documents.rules import (
    MEDIA_TYPES,
    can_be_shown,
    clean_name,
    safe_headers,
    shown_headers,
)


@pytest.mark.parametrize(
    ("given_name", "kind", "kept"),
    [
        ("户口簿.pdf", "pdf", "户口簿.pdf"),
        ("照片.JPEG", "jpg", "照片.jpg"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\陈雨\\身份证.png", "png", "身份证.png"),
        ("证明.pdf.exe", "pdf", "证明.pdf.exe.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "pdf", "abSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "pdf", "invoicefdp.exe.pdf"),
        ("...", "pdf", "file.pdf"),
        ("", "ofd", "file.ofd"),
        (".htaccess", "png", "htaccess.png"),
        ("a<b>?*|.docx", "docx", "a_b____.docx"),
        ("　合同 . pdf", "pdf", "合同 . pdf.pdf"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(given_name, kind, kept):
    assert clean_name(given_name, kind) == kept


@given(st.text(max_size=400))
def test_a_name_is_never_long_never_a_path_and_cleaning_twice_changes_nothing(name):
    once = clean_name(name, "pdf")
    assert len(once.encode()) <= 255
    assert not set(once) & set('/\\:*?"<>|\n\r\t\x00')
    assert not once.startswith((".", " "))
    assert once.endswith(".pdf")
    assert clean_name(once, "pdf") == once


@given(st.text(max_size=120))
def test_headers_save_the_file_under_its_name_and_give_it_no_rights(name):
    headers = safe_headers(name=clean_name(name, "pdf"), media_type="application/pdf", size=9)
    assert headers["Content-Disposition"].startswith('attachment; filename="')
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert all(value.isascii() and value.isprintable() for value in headers.values())


@given(st.text(max_size=120))
def test_headers_that_show_a_file_let_this_site_frame_it_and_give_it_no_rights(name):
    headers = shown_headers(name=clean_name(name, "pdf"), media_type="application/pdf", size=9)
    assert headers["Content-Disposition"].startswith('inline; filename="')
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy == ["default-src 'none'", "sandbox", "frame-ancestors 'self'"]
    assert all(value.isascii() and value.isprintable() for value in headers.values())


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ofd"])
def test_what_no_browser_shows_is_handed_out_even_where_it_was_to_be_shown(kind):
    given = {"name": f"a.{kind}", "media_type": MEDIA_TYPES[kind], "size": 9}
    assert not can_be_shown(MEDIA_TYPES[kind])
    assert shown_headers(**given) == safe_headers(**given)


def test_a_type_that_is_not_known_is_served_as_bytes():
    assert (
        safe_headers(name="a", media_type="text/html", size=1)["Content-Type"]
        == "application/octet-stream"
    )
    assert safe_headers(name="a", media_type="image/png", size=1)["Content-Type"] == "image/png"
