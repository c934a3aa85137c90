"""A file is what its content says, whatever its name."""

import pytest

from builders.files import DOCX, JPG, OFD, PDF, PNG, XLSX, package
from tongban.kernel import Refusal
from tongban.kernel.documents.contents import kind_of


@pytest.fixture
def kind(tmp_path):
    def of(content: bytes) -> str | None:
        path = tmp_path / "file"
        path.write_bytes(content)
        return kind_of(path)

    return of


def test_each_kind_is_known_by_its_content(kind):
    contents = {"pdf": PDF, "png": PNG, "jpg": JPG, "docx": DOCX, "xlsx": XLSX, "ofd": OFD}
    assert {name: kind(content) for name, content in contents.items()} == {
        name: name for name in contents
    }


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00", b"#!/bin/sh\n", b"<html><script>", b"<?xml version='1.0'?><svg/>", b"GIF89a", b"\x89PN",
        b" %PDF-1.7", package("a.txt"), package("word/document.xml", "xl/workbook.xml"),
    ],
)  # fmt: skip
def test_anything_else_is_of_no_kind(kind, content):
    assert kind(content) is None


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("documents.damaged", b"PK\x03\x04" + b"x" * 100),
        ("documents.damaged", DOCX[:-30]),
        ("documents.macros", package("word/document.xml", "word/vbaProject.bin")),
        ("documents.unpacks_too_large", package("word/document.xml", content=b"0" * 20_000_000)),
        (
            "documents.unpacks_too_large",
            package("word/document.xml", *(f"{n}" for n in range(5_001))),
        ),
    ],
)
def test_a_package_that_is_dangerous_or_damaged_is_refused(kind, code, content):
    with pytest.raises(Refusal) as refused:
        kind(content)
    assert refused.value.code == code


def test_a_locked_package_is_refused(kind):
    locked = bytearray(DOCX)
    start = locked.index(b"PK\x01\x02")
    locked[start + 8] |= 1
    with pytest.raises(Refusal, match="password"):
        kind(bytes(locked))
