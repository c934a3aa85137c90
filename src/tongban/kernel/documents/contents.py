"""Knowing a file by its content, not by its name or by what a browser says of it."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tongban.kernel import Refusal

_SIGNATURES: Mapping[bytes, str] = MappingProxyType(
    {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
)
_ZIP = b"PK\x03\x04"
# One part that only this kind of package has.
_PARTS: Mapping[str, str] = MappingProxyType(
    {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
)
_MOST_PARTS = 5_000
_LARGEST_UNPACKED = 500 * 1024 * 1024
_STRONGEST_PACKING = 200


def kind_of(path: Path) -> str | None:
    """Return what the file at `path` is (`pdf`, `png`, `jpg`, `docx`, `xlsx`, `ofd`), or `None`.

    Raises `Refusal` for a package that would unpack to too much, carries macros, is locked or is damaged.
    """
    with path.open("rb") as file:
        head = file.read(16)
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature):
            return kind
    return _package(path) if head.startswith(_ZIP) else None


def _package(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Refusal(
            "documents.damaged",
            "The file cannot be read: it is damaged or incomplete. Save it again and attach the new file.",
        ) from error
    _bearable(parts)
    names = {part.filename for part in parts}
    kinds = {kind for name, kind in _PARTS.items() if name in names}
    return kinds.pop() if len(kinds) == 1 else None


def _bearable(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if (
        len(parts) > _MOST_PARTS
        or unpacked > _LARGEST_UNPACKED
        or unpacked > packed * _STRONGEST_PACKING
    ):
        raise Refusal(
            "documents.unpacks_too_large",
            "The file would unpack to too much. Save it again with smaller pictures, or attach a PDF.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal(
            "documents.locked",
            "The file is protected by a password. Remove the password and attach it again.",
        )
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Refusal(
            "documents.macros",
            "The file contains macros, which are not taken. Save it without macros, or attach a PDF.",
        )
