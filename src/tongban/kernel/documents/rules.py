"""What a stored file may be called, how large it may be, and how it is handed out: never to be run."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from unicodedata import category, normalize
from urllib.parse import quote

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "jpg": "image/jpeg",
        "png": "image/png",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ofd": "application/ofd",
    }
)
SHOWN = frozenset(MEDIA_TYPES[kind] for kind in ("pdf", "jpg", "png"))
_LONGEST_STEM = 100
_LARGEST_NAME = 240
_ASKED_ALIKE: Mapping[str, str] = MappingProxyType({"jpeg": "jpg"})
# What Windows does not allow in names, besides what steers terminals and writing direction.
_UNSAFE = re.compile(r'[<>:"|?*\\/]')
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def clean_name(name: str, kind: str) -> str:
    """Return a file name that is safe to show and to save, ending as its content does (`kind`: `pdf`, `jpg` …)."""
    last = re.split(r"[\\/]", normalize("NFC", name))[-1]
    visible = "".join(sign for sign in last if category(sign) not in _INVISIBLE)
    stem, dot, ending = _UNSAFE.sub("_", visible).rpartition(".")
    if not dot or _ASKED_ALIKE.get(ending.lower(), ending.lower()) != kind:
        stem = f"{stem}{dot}{ending}"
    stem = stem.strip(". \u3000")[:_LONGEST_STEM].strip(". \u3000")
    while len(stem.encode()) > _LARGEST_NAME:
        stem = stem[:-1]
    return f"{stem or 'file'}.{kind}"


def name_erased(document_id: int, media_type: str) -> str:
    """Return the name that a file has once it is erased; it tells nothing of what it was."""
    kind = next(kind for kind, known in MEDIA_TYPES.items() if known == media_type)
    return f"document-{document_id}.{kind}"


def can_be_shown(media_type: str) -> bool:
    """Say whether a browser shows such a file by itself: a picture or a PDF. All others are only handed out."""
    return media_type in SHOWN


def shown_headers(*, name: str, media_type: str, size: int) -> dict[str, str]:
    """Return the headers to show a file inside a page of this site: as its own type, framed by us, without any rights.

    A type that `can_be_shown` denies is handed out to be saved like any other file.
    """
    headers = safe_headers(name=name, media_type=media_type, size=size)
    if not can_be_shown(media_type):
        return headers
    return {
        **headers,
        "Content-Disposition": headers["Content-Disposition"].replace("attachment", "inline", 1),
        # A frame with the attribute `sandbox` shows no PDF; the same said by the file itself does.
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
        "X-Frame-Options": "SAMEORIGIN",
    }


def safe_headers(*, name: str, media_type: str, size: int) -> dict[str, str]:
    """Return the headers to serve a stored file with: saved, not shown; not guessed at; without any rights."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    known = media_type if media_type in MEDIA_TYPES.values() else "application/octet-stream"
    return {
        "Content-Type": known,
        "Content-Length": str(size),
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
    }
