"""The files on disk: under random names, readable by the platform's own user only, safe before they are recorded."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Protocol

from django.conf import settings

from tongban.kernel import Refusal

_CHUNK = 64 * 1024
_ARRIVING = ".arriving"


class Readable(Protocol):
    """Anything that gives bytes: an upload, an open file."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


def root() -> Path:
    """Return the folder of all files (`TONGBAN_FILES`)."""
    return Path(settings.TONGBAN_FILES)


def receive(stream: Readable, *, max_bytes: int) -> tuple[Path, int, str]:
    """Write the stream to a new file; return its path, its size in bytes and its SHA-256 in lower hex.

    Raises `Refusal`, leaving nothing behind, for an empty stream and for more than `max_bytes`.
    """
    arriving = root() / f"{secrets.token_hex(16)}{_ARRIVING}"
    arriving.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            size, digest = _copied(stream, file, max_bytes)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        arriving.unlink(missing_ok=True)
        raise
    return arriving, size, digest


def _copied(stream: Readable, file: BinaryIO, max_bytes: int) -> tuple[int, str]:
    size, digest = 0, sha256()
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise too_large(max_bytes)
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise Refusal("documents.empty", "The file is empty. Attach the file again.")
    return size, digest.hexdigest()


def too_large(max_bytes: int) -> Refusal:
    """Return the refusal of a file of more than `max_bytes`."""
    return Refusal(
        "documents.too_large",
        "The file is larger than {limit} MB. Make it smaller, for example by scanning at 200 dpi, "
        "and attach it again.",
        limit=max_bytes // (1024 * 1024),
    )


def settle(arriving: Path) -> str:
    """Move a received file to its lasting random place; return that place below the root. Durable on return."""
    name = secrets.token_hex(16)
    lasting = root() / name[:2] / name
    lasting.parent.mkdir(mode=0o700, exist_ok=True)
    arriving.rename(lasting)
    for folder in (lasting.parent, root()):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return f"{name[:2]}/{name}"


def opened(place: str) -> BufferedReader:
    """Open a stored file for reading, never through a link."""
    descriptor = os.open(root() / place, os.O_RDONLY | os.O_NOFOLLOW)
    return os.fdopen(descriptor, "rb")


def erase(place: str) -> None:
    """Remove a stored file; one that is gone already is no error."""
    (root() / place).unlink(missing_ok=True)


def places() -> list[tuple[str, float]]:
    """Return every stored file with its time of change in seconds since 1970, without half-arrived ones."""
    return [each for each in _all_files() if not each[0].endswith(_ARRIVING)]


def arrivals() -> list[tuple[str, float]]:
    """Return every half-arrived file with its time of change in seconds since 1970; nothing records one."""
    return [each for each in _all_files() if each[0].endswith(_ARRIVING)]


def _all_files() -> Iterator[tuple[str, float]]:
    for path in root().rglob("*"):
        # Others store and clear meanwhile: what is gone by now is no longer there to be listed.
        with suppress(FileNotFoundError):
            stat = path.stat()
            if S_ISREG(stat.st_mode):
                yield str(path.relative_to(root())), stat.st_mtime
