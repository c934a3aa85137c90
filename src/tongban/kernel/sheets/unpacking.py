"""Looks into an xlsx file before it is opened: how large it unpacks, how far its sheets reach. Nothing of it is kept."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

LARGEST_UNPACKED: Final = 200_000_000
# A reader takes room for every cell between the first and the last that is filled.
MOST_CELLS: Final = 10_000_000
_CHUNK: Final = 1 << 20
_BLANK: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


class Broken(ValueError):
    """An archive that cannot be unpacked, or whose parts are no XML that a spreadsheet writes."""


@dataclass(slots=True)
class Corner:
    """末格: the last row and column of a sheet in which something stands."""

    row: int = 0
    column: int = 0
    _at: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def cells(self) -> int:
        """Return how many cells there are up to here."""
        return self.row * self.column

    def met(self, name: str, facts: Mapping[str, str]) -> None:
        """Follow an element of a sheet: a row, a cell, or the value of one."""
        kind, at = name.rpartition(":")[2], self._at
        if kind == "row":
            at[:] = int(facts.get("r") or at[0] + 1), 0
        elif kind == "c":
            at[:] = _place(facts["r"]) if "r" in facts else (at[0], at[1] + 1)
        elif kind in ("v", "is"):
            self.row, self.column = max(self.row, at[0]), max(self.column, at[1])


@dataclass(slots=True)
class Measure:
    """体量: the size of what an archive holds, counted until it is too much, and the corners of its parts."""

    size: int = 0
    corners: list[Corner] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Return for how many cells a reader would take room."""
        return sum(corner.cells for corner in self.corners)

    @property
    def farthest(self) -> Corner:
        """Return the corner of the sheet that takes most room."""
        return max(self.corners, key=lambda corner: corner.cells)


def measured(content: bytes) -> Measure:
    """Return the measure of an xlsx file, by unpacking it piece by piece; what it says of itself is not believed."""
    found = Measure()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                _look(_pieces(content, part), found)
                if found.size > LARGEST_UNPACKED:
                    break
    except (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, ValueError) as error:
        raise Broken(str(error)) from error
    return found


def _look(pieces: Iterator[bytes], found: Measure) -> None:
    corner, parser = Corner(), expat.ParserCreate()
    parser.StartElementHandler = corner.met
    parser.StartDoctypeDeclHandler = _refuse
    xml: bool | None = None
    for piece in pieces:
        found.size += len(piece)
        if found.size > LARGEST_UNPACKED:
            return
        if xml is None and (begun := piece.lstrip(_BLANK)):
            xml = begun[:1] == b"<"
        if xml:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes no names
    if xml:
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
        found.corners.append(corner)


def _pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give the unpacked bytes of a part, whatever size it claims to have."""
    name, extra = struct.unpack_from("<HH", content, part.header_offset + 26)
    start = part.header_offset + 30 + name + extra
    rest = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield rest
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Broken(part.filename)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    while rest and not unpacker.eof:
        yield unpacker.decompress(rest, _CHUNK)
        rest = unpacker.unconsumed_tail


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as `AB12`."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", reference)
    if match is None:
        raise Broken(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _refuse(name: str, *_: object) -> None:
    """Refuse a document type: no spreadsheet has one, and entities hide in it."""
    raise Broken(name)
