"""Opens a file that holds an event log, packed or not, and reads it by what it is."""

import gzip
import os
import zlib
from collections.abc import Iterable
from io import BufferedIOBase
from pathlib import Path
from typing import BinaryIO, Final, cast

from tongban.kernel import Refusal
from tongban.kernel.mining.log import Log
from tongban.kernel.mining.tables import Headers, read_csv
from tongban.kernel.mining.xes import read_xes

LARGEST: Final = 1 << 34
"""So many bytes a file may have, unpacked."""
_PACKED: Final = b"\x1f\x8b"
_BLANK: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


def read_log(path: Path, keys: Iterable[str] = (), headers: Headers | None = None) -> Log:
    """Return the log of a file on disk; see `log_of`. Raises Refusal also where the file cannot be opened."""
    try:
        with path.open("rb") as file:
            return log_of(file, path.name, keys, headers)
    except OSError as error:
        words = "{path} cannot be read: {reason}. Check the name and the rights."
        facts = {"path": str(path), "reason": error.strerror or str(error)}
        raise Refusal("mining.unreadable", words, **facts) from error


def log_of(
    file: BinaryIO,
    name: str,
    keys: Iterable[str] = (),
    headers: Headers | None = None,
    *,
    most: int = LARGEST,
) -> Log:
    """Return the log of a file of XES or CSV, plain or packed by gzip, with what `keys` say of events and cases.

    `headers` names columns of a CSV that are called otherwise than usual; of the unpacked file no more than `most` bytes are read.
    Raises Refusal for what cannot be read, with the place, and for a log without an event.
    """
    packed = file.read(2) == _PACKED
    file.seek(0)
    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
    text = cast("BinaryIO", _Limited(unpacked, most))
    try:
        log = read_xes(text, keys) if _is_xml(text) else read_csv(text, keys, headers or Headers())
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        words = "{file} is damaged or cut off: it cannot be unpacked to its end ({fault}). Copy it again."
        raise Refusal("mining.packing_broken", words, file=name, fault=str(error)) from error
    if not log.events:
        raise Refusal("mining.empty", "{file} holds no event. Choose another log.", file=name)
    return log


def _is_xml(file: BinaryIO) -> bool:
    first = file.read(1 << 12)
    file.seek(0)
    return first.lstrip(_BLANK)[:1] == b"<"


class _Limited(BufferedIOBase):
    """A file of which no more is read than a log may have."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._most = most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        found = self._file.read(-1 if size is None else size)
        if self._file.tell() > self._most:
            words = "The file has more than {most} bytes unpacked. Split it."
            raise Refusal("mining.too_large", words, most=self._most)
        return found

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size if size > 0 else 1 << 16)
