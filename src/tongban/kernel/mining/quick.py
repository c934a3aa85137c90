"""The quick way through XES: blocks of whole cases, looked at as numbers, where they are written as most programs do.

It reads `<string key="…" value="…"/>` and its kin, events in traces, in UTF-8 without references, comments or nested
attributes. Of a block it either makes sure that it is nothing else, and takes it over, or raises `Unusual`; then the plain way
reads the file. So it never decides what is wrong with one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tongban.kernel.mining.gathering import Filling, Gathered
from tongban.kernel.mining.instants import Letters, Unusual, many
from tongban.kernel.mining.log import ACTIVITY, NEVER, TIME, Choice, Numbers

Words = NDArray[np.uint64]

CONTROL: Final = bytes(set(range(32)) - {9, 10, 13})
_WIDEST_GAP: Final = 64
_SHAPES: Final = {b"string": 12, b"date": 10, b"int": 9, b"float": 11, b"boolean": 13, b"id": 8}
"""The attributes, and how far from their `<` the first quote stands."""


def _word(text: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(text[:8].ljust(8, b"\0"), "little"))


def _mask(length: int) -> np.uint64:
    return np.uint64((1 << 8 * length) - 1)


_EVENT, _EVENT_END = (_word(b"<event>"), _word(b"</event>"))
_TRACE, _TRACE_END = (_word(b"<trace>"), _word(b"</trace>"))
_HEADS: Final = {kind: _word(b"<" + kind + b' key="') for kind in _SHAPES}


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of a block: where their keys and values begin and end, which case and event they belong to.

    `event` is -1 for what is said of the case.
    """

    text: bytes
    words: Words
    keys: Numbers
    key_ends: Numbers
    values: Numbers
    value_ends: Numbers
    case: Numbers
    event: Numbers

    def under(self, key: str) -> Numbers:
        """Return those with this key."""
        text = key.encode()
        found = np.flatnonzero(self.key_ends - self.keys == len(text))
        for at in range(0, len(text), 8):
            part = text[at : at + 8]
            here = self.words[self.keys[found] + at] & _mask(len(part))
            found = found[here == _word(part)]
        return found

    def texts(self, which: Numbers) -> Iterator[bytes]:
        """Yield the values of some."""
        text, ends = self.text, self.value_ends[which].tolist()
        return (text[a:b] for a, b in zip(self.values[which].tolist(), ends, strict=True))

    def kind(self, which: int) -> str:
        """Return the type of one."""
        at = int(self.keys[which])
        return self.text[self.text.rindex(b"<", 0, at) + 1 : at].partition(b" ")[0].decode()


def take(text: bytes, gathered: Gathered) -> None:
    """Take a block over that holds whole cases; raises Unusual, with part of it taken, where it is not for this way."""
    _check_letters(text)
    padded = text + b" " * 8
    letters = np.frombuffer(padded, np.uint8)
    words: Words = np.ndarray(len(text), "<u8", padded, strides=(1,))
    opens, closes = _tags(letters, words)
    head = words[opens]
    seven = head & _mask(7)
    events, traces = seven == _EVENT, seven == _TRACE
    event_ends, trace_ends = head == _EVENT_END, head == _TRACE_END
    _check_lengths(closes - opens, events | traces, event_ends | trace_ends)
    attributes = ~(events | traces | event_ends | trace_ends)
    before = _levels(events, traces, event_ends, trace_ends)
    if (before[attributes] < 1).any():
        raise Unusual
    quotes = _quotes(letters, words, opens[attributes], closes[attributes])
    case, event = np.cumsum(traces)[attributes] - 1, np.cumsum(events)[attributes] - 1
    event[before[attributes] == 1] = -1
    found = Attributes(padded, words, *quotes, case, event)
    _keep(found, gathered, np.add.reduceat(events, np.flatnonzero(traces), dtype=np.int64))


def _check_letters(text: bytes) -> None:
    if b"&" in text or len(text.translate(None, CONTROL)) != len(text):
        raise Unusual
    if not text.isascii():
        try:
            text.decode()
        except UnicodeDecodeError:
            raise Unusual from None
        if b"\xef\xbf\xbe" in text or b"\xef\xbf\xbf" in text:
            raise Unusual


def _tags(letters: Letters, words: Words) -> tuple[Numbers, Numbers]:
    """Return where tags begin and end, if nothing but blanks stands around them."""
    opens, closes = np.flatnonzero(letters == ord("<")), np.flatnonzero(letters == ord(">"))
    if not len(opens) or len(opens) != len(closes) or (opens >= closes).any():
        raise Unusual
    starts = np.concatenate([[0], closes + 1])
    gaps = np.concatenate([opens, [len(words)]]) - starts
    if (gaps < 0).any() or gaps.max() > _WIDEST_GAP:
        raise Unusual
    for at in range(0, int(gaps.max()), 8):
        which = np.flatnonzero(gaps > at)
        near = words[np.minimum(starts[which] + at, len(words) - 1)]
        eight = near.astype("<u8").view(np.uint8).reshape(-1, 8)
        if ((eight > 32) & (np.arange(at, at + 8) < gaps[which, None])).any():
            raise Unusual
    return opens, closes


def _check_lengths(lengths: Numbers, begins: Choice, ends: Choice) -> None:
    if (lengths[begins] != len("<event>") - 1).any() or (
        lengths[ends] != len("</event>") - 1
    ).any():
        raise Unusual


def _levels(*kinds: Choice) -> NDArray[np.int8]:
    """Return how deep each tag stands, if events lie in traces and both are closed."""
    events, traces, event_ends, trace_ends = kinds
    steps = (events | traces).astype(np.int8) - (event_ends | trace_ends).astype(np.int8)
    after = np.cumsum(steps, dtype=np.int64)
    before = after - steps
    wrong = (before[traces] != 0).any() or (before[events] != 1).any() or after[-1] != 0
    if wrong or (before[event_ends] != 2).any() or (before[trace_ends] != 1).any():
        raise Unusual
    return before.astype(np.int8)


def _quotes(
    letters: Letters, words: Words, opens: Numbers, closes: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return where keys begin and end, and where values do, if every attribute is written in the usual way."""
    quotes = np.flatnonzero(letters == ord('"'))
    if len(quotes) != 4 * len(opens):
        raise Unusual
    first, second, third, last = (np.ascontiguousarray(each) for each in quotes.reshape(-1, 4).T)
    if (first < opens).any() or (last > closes).any():
        raise Unusual
    away, head = first - opens, words[opens]
    usual = np.zeros(len(opens), np.bool_)
    for kind, distance in _SHAPES.items():
        usual |= (away == distance) & (head == _HEADS[kind])
    usual &= words[first - 5] & _mask(6) == _word(b' key="')
    usual &= (third == second + 8) & (words[second] == _word(b'" value='))
    slash = np.where(closes - last == 2, last + 1, last + 2)
    usual &= (closes == slash + 1) & (letters[slash] == ord("/"))
    usual &= (slash == last + 1) | (letters[last + 1] == ord(" "))
    if not usual.all():
        raise Unusual
    return first + 1, second, third + 1, last


def _keep(found: Attributes, gathered: Gathered, sizes: Numbers) -> None:
    count, events = len(sizes), int(sizes.sum())
    named = found.under(ACTIVITY)
    of_events, of_cases = _parted(found, named)
    if len(of_events) != events:
        raise Unusual
    gathered.activity.add(events, found.event[of_events], found.texts(of_events))
    _keep_times(found, gathered, events)
    names = [f"#{len(gathered.names) + number + 1}" for number in range(count)]
    for number, name in zip(found.case[of_cases].tolist(), found.texts(of_cases), strict=True):
        names[number] = name.decode() or names[number]
    gathered.names.extend(names)
    gathered.sizes.frombytes(sizes.tobytes())
    for key in gathered.keys:
        of_events, of_cases = _parted(found, found.under(key))
        _fill(gathered.of_events[key], events, of_events, found.event[of_events], found)
        _fill(gathered.of_cases[key], count, of_cases, found.case[of_cases], found)
    gathered.check()


def _parted(found: Attributes, which: Numbers) -> tuple[Numbers, Numbers]:
    """Return those of events and those of cases; nobody may say the same thing twice."""
    of_events, of_cases = which[found.event[which] >= 0], which[found.event[which] < 0]
    for owners in (found.event[of_events], found.case[of_cases]):
        if (owners[1:] == owners[:-1]).any():
            raise Unusual
    return of_events, of_cases


def _keep_times(found: Attributes, gathered: Gathered, events: int) -> None:
    of_events, _of_cases = _parted(found, found.under(TIME))
    times = np.full(events, NEVER, np.int64)
    starts, ends = found.values[of_events], found.value_ends[of_events]
    letters = np.frombuffer(found.text, np.uint8)
    times[found.event[of_events]] = many(letters, starts, ends - starts)
    gathered.time.frombytes(times.tobytes())


def _fill(
    filling: Filling, count: int, which: Numbers, at: Iterable[int], found: Attributes
) -> None:
    filling.add(count, at, found.texts(which))
    if len(which) and not filling.kind:
        filling.kind = found.kind(int(which[0]))
