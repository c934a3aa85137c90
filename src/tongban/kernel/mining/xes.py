"""Reads event logs in XES (IEEE 1849), whole cases at a time; memory grows with what is kept, not with the file."""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from tongban.kernel import Refusal
from tongban.kernel.mining.gathering import Gathered
from tongban.kernel.mining.instants import Unusual
from tongban.kernel.mining.log import Log
from tongban.kernel.mining.plain import Plain
from tongban.kernel.mining.quick import take

BLOCK: Final = 1 << 22
_LARGEST_BLOCK: Final = 1 << 25
_FIRST, _END, _EMPTY = b"<trace>", b"</trace>", b"<trace></trace>"
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF_8: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_CHINESE: Final = frozenset({b"gb18030", b"gbk", b"gb2312"})


def read_xes(file: BinaryIO, keys: Iterable[str] = ()) -> Log:
    """Return the log of an unpacked file that can be read again from where it stands, with what `keys` say.

    Where an event has no time it is kept without. Raises Refusal for what is no well-formed XML, has a document type, is no XES, or
    has an event without activity, with line, case, event and attribute.
    """
    keys = tuple(keys)
    start = file.tell()
    try:
        return _quickly(file, keys)
    except Unusual:
        file.seek(start)
        return _plainly(file, keys)


def _quickly(file: BinaryIO, keys: tuple[str, ...]) -> Log:
    head, rest = _head(file)
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    if declared and declared[1].lower() not in _UTF_8:
        raise Unusual
    gathered = Gathered(keys)
    while True:
        at = rest.rfind(_END) + len(_END)
        if at >= len(_END):
            take(rest[:at], gathered)
            rest = rest[at:]
        piece = file.read(BLOCK)
        if not piece:
            break
        if len(rest) > _LARGEST_BLOCK:
            raise Unusual
        rest += piece
    _check_frame(head, rest)
    return gathered.log()


def _head(file: BinaryIO) -> tuple[bytes, bytes]:
    """Return what stands before the first case, and what has been read from there on."""
    read = b""
    while piece := file.read(BLOCK):
        read += piece
        at = read.find(_FIRST)
        if at >= 0:
            return read[:at], read[at:]
        if len(read) > _LARGEST_BLOCK:
            break
    raise Unusual


def _check_frame(head: bytes, tail: bytes) -> None:
    """Make sure that the file is a log whose cases really are some: not in a comment, and closed at the end."""
    frame = Gathered(())
    try:
        Plain(frame).read([head, _EMPTY, tail])
    except Refusal:
        raise Unusual from None
    if len(frame.names) != 1:
        raise Unusual


def _plainly(file: BinaryIO, keys: tuple[str, ...]) -> Log:
    gathered = Gathered(keys)
    first = file.read(BLOCK)
    declared = _DECLARED.match(first)
    if declared and declared[1].lower() in _CHINESE:
        Plain(gathered, "utf-8").read(_recoded(file, first))
    else:
        Plain(gathered).read(_pieces(file, first))
    return gathered.log()


def _pieces(file: BinaryIO, piece: bytes) -> Iterator[bytes]:
    while piece:
        yield piece
        piece = file.read(BLOCK)


def _recoded(file: BinaryIO, first: bytes) -> Iterator[bytes]:
    """Yield a Chinese encoding, which the XML parser does not know, as UTF-8."""
    decoder, line = codecs.getincrementaldecoder("gb18030")(), 1
    for piece in _pieces(file, first):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            words = "After line {line}: the text is not in GB 18030, as the file says. Export it again as UTF-8."
            line += piece.count(b"\n", 0, error.start)
            raise Refusal("mining.encoding", words, line=line) from error
        line += text.count("\n")
        yield text.encode()
