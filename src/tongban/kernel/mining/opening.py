"""Opens a file that holds an event log, packed or not, and reads it by what it is."""

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
    """Return the log of a file of XES or CSV, plain or packed by gzip, with what `keys` say of events and cases.

    `headers` names columns of a CSV that are called otherwise than usual. Raises Refusal for a file that cannot be read, with the
    place, and for one without an event.
    """
    with _opened(path) as file:
        log = read_xes(file, keys) if _is_xml(file) else read_csv(file, keys, headers or Headers())
    if not log.events:
        raise Refusal("mining.empty", "{file} holds no event. Choose another log.", file=path.name)
    return log


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _PACKED
            file.seek(0)
            unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
            yield cast("BinaryIO", _Limited(unpacked))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        words = "{file} is damaged or cut off: it cannot be unpacked to its end ({fault}). Copy it again."
        raise Refusal("mining.packing_broken", words, file=path.name, fault=str(error)) from error
    except OSError as error:
        words = "{path} cannot be read: {reason}. Check the name and the rights."
        raise Refusal(
            "mining.unreadable", words, path=str(path), reason=error.strerror or str(error)
        ) from error


def _is_xml(file: BinaryIO) -> bool:
    first = file.read(1 << 12)
    file.seek(0)
    return first.lstrip(_BLANK)[:1] == b"<"


class _Limited(BufferedIOBase):
    """A file of which no more is read than a log may have."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

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
        if self._file.tell() > LARGEST:
            words = "The file has more than {most} bytes unpacked. Split it."
            raise Refusal("mining.too_large", words, most=LARGEST)
        return found

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size if size > 0 else 1 << 16)
