"""The plain way through XES: element by element, so that whatever is wrong has its place."""

from collections.abc import Iterable, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from tongban.kernel import Refusal
from tongban.kernel.mining.gathering import Gathered
from tongban.kernel.mining.instants import microsecond
from tongban.kernel.mining.log import ACTIVITY, NEVER, TIME
from tongban.kernel.mining.refusing import short

ATTRIBUTES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})
_HOLDERS: Final = frozenset({"list", "container"})
_HEAD: Final = frozenset({"extension", "global", "classifier"})
_CHUNK: Final = 1 << 20
_DEEPEST: Final = 64

Said = dict[str, tuple[str, str, int]]
"""What an event or a case says: value, type and line under each key."""


class Plain:
    """Follows the elements of one file into what is gathered. No document type, no entities but XML's own."""

    def __init__(self, gathered: Gathered, encoding: str | None = None) -> None:
        """Begin before the first byte; `encoding` overrides what the file says of itself."""
        self.gathered = gathered
        self.open: list[str] = []
        self.trace: Said = {}
        self.event: Said = {}
        self.events: list[tuple[Said, int]] = []
        self.line = 0
        self.parser = parser = expat.ParserCreate(encoding, " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read a whole file.

        Raises Refusal for what is no well-formed XML, no XES, or says of an event too little to place it.
        """
        try:
            for piece in pieces:
                self.parser.Parse(piece, False)  # noqa: FBT003 - expat takes no names
            self.parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
        except expat.ExpatError as error:
            raise Refusal(
                "mining.xml_broken",
                "Line {line}, column {column}: the file is no well-formed XML ({fault}). Export it again, whole.",
                line=error.lineno,
                column=error.offset + 1,
                fault=expat.errors.messages.get(error.code, ""),
            ) from error

    def _start(self, name: str, facts: Mapping[str, str]) -> None:
        name = name.rpartition(" ")[2]
        outer = self.open[-1] if self.open else ""
        depth = len(self.open)
        self.open.append(name)
        if name in ATTRIBUTES or (name in _HOLDERS and depth):
            self._attribute(name, outer, facts)
        elif depth == 0:
            if name != "log":
                words = (
                    "The file begins with {name} and not with a log of XES. Choose an event log."
                )
                raise Refusal("mining.not_xes", words, name=short(name))
        elif name == "trace" and depth == 1:
            self.trace, self.events = {}, []
        elif name == "event" and outer == "trace" and depth == 2:
            self.event, self.line = {}, self.parser.CurrentLineNumber
        elif not (name in _HEAD and depth == 1) and not (name == "values" and outer in _HOLDERS):
            self._misplaced(name, outer)

    def _attribute(self, name: str, outer: str, facts: Mapping[str, str]) -> None:
        depth = len(self.open)
        if depth < 2 or depth > _DEEPEST or outer in {"extension", "classifier"}:
            self._misplaced(name, outer or "nothing")
        key, value = facts.get("key"), facts.get("value", "" if name in _HOLDERS else None)
        if key is None or value is None:
            words = "Line {line}: {name} has no {what}. Write both key and value."
            what = "key" if key is None else "value"
            raise Refusal("mining.no_key", words, line=self._at(), name=short(name), what=what)
        if outer == "event" and depth == 4:
            self._say(self.event, key, value, name)
        elif outer == "trace" and depth == 3:
            self._say(self.trace, key, value, name)

    def _say(self, said: Said, key: str, value: str, kind: str) -> None:
        if key not in said or key not in {ACTIVITY, TIME, *self.gathered.keys}:
            said[key] = (value, kind, self._at())
            return
        raise Refusal(
            "mining.twice",
            "Line {line}: {key} stands twice in {owner}, first on line {first}. Keep one of the two.",
            line=self._at(),
            key=short(key),
            owner=self.open[-2],
            first=said[key][2],
        )

    def _end(self, name: str) -> None:
        self.open.pop()
        name = name.rpartition(" ")[2]
        if name == "event":
            self.events.append((self.event, self.line))
        elif name == "trace":
            self._close()

    def _close(self) -> None:
        """Take a case over, now that all of it is known."""
        gathered, events = self.gathered, self.events
        name = self.trace.get(ACTIVITY, ("", "", 0))[0] or f"#{len(gathered.names) + 1}"
        activities, times = [], []
        for number, (event, line) in enumerate(events, start=1):
            if ACTIVITY not in event:
                raise Refusal(
                    "mining.no_activity",
                    "Line {line}: event {event} of case {case} has no {key}, so nobody can say what happened. Add it.",
                    line=line,
                    event=number,
                    case=short(name),
                    key=ACTIVITY,
                )
            activities.append(event[ACTIVITY][0])
            times.append(_instant(event, name, number))
        gathered.names.append(name)
        gathered.sizes.append(len(events))
        gathered.time.extend(times)
        gathered.activity.add(len(events), range(len(events)), activities)
        for key in gathered.keys:
            for filling, said in (
                (gathered.of_events[key], [event for event, _line in events]),
                (gathered.of_cases[key], [self.trace]),
            ):
                at = [number for number, one in enumerate(said) if key in one]
                filling.add(len(said), at, [said[number][key][0] for number in at])
                if at and not filling.kind:
                    filling.kind = said[at[0]][key][1]
        gathered.check()

    def _text(self, text: str) -> None:
        if text.strip():
            words = "Line {line}: “{text}” stands between the elements, where XES has no text. Remove it."
            raise Refusal("mining.text", words, line=self._at(), text=short(text.strip()))

    def _doctype(self, *_: object) -> None:
        raise Refusal(
            "mining.doctype",
            "Line {line}: the file declares a document type, in which entities hide; it is never read. Remove the declaration.",
            line=self._at(),
        )

    def _misplaced(self, name: str, outer: str) -> NoReturn:
        words = "Line {line}: {name} stands inside {outer}, where XES has none. Export the log again as XES."
        raise Refusal(
            "mining.misplaced", words, line=self._at(), name=short(name), outer=short(outer)
        )

    def _at(self) -> int:
        return self.parser.CurrentLineNumber


def _instant(event: Said, case: str, number: int) -> int:
    if TIME not in event:
        return NEVER
    value, _kind, line = event[TIME]
    try:
        return microsecond(value)
    except (ValueError, OverflowError) as error:
        raise Refusal(
            "mining.no_instant",
            "Line {line}: {key} of event {event} of case {case} is “{value}”, which is no instant. Write it as 2026-02-13T10:00:00+08:00.",
            line=line,
            key=TIME,
            event=number,
            case=short(case),
            value=short(value),
        ) from error
