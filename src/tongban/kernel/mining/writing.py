"""Writes event logs in XES (IEEE 1849)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from tongban.kernel import Refusal
from tongban.kernel.mining.instants import written
from tongban.kernel.mining.log import ACTIVITY, NEVER, TIME, Column, Log
from tongban.kernel.mining.refusing import short

EXTENSIONS: Final = {"Concept": "concept", "Time": "time", "Lifecycle": "lifecycle", "Organizational": "org"}  # fmt: skip
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
_IMPOSSIBLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

Extension = tuple[str, str, str]
"""Name, prefix and address of an extension of one's own."""


def xes(log: Log, *extensions: Extension) -> Iterator[bytes]:
    """Yield the log as XES, case by case; times are in Beijing time.

    Raises Refusal for a text that no XML can hold.
    """
    known = [(name, prefix, f"http://www.xes-standard.org/{prefix}.xesext") for name, prefix in EXTENSIONS.items()]  # fmt: skip
    declared = [
        f"  <extension name={quoteattr(name)} prefix={quoteattr(prefix)} uri={quoteattr(uri)}/>\n"
        for name, prefix, uri in (*known, *extensions)
    ]
    classifier = f'  <classifier name="Activity" keys="{ACTIVITY}"/>\n'
    yield "".join([_HEAD, *declared, classifier]).encode()
    starts = log.starts.tolist()
    for number, name in enumerate(log.names):
        lines = ["  <trace>\n", _attribute("    ", "string", ACTIVITY, name)]
        lines += _attributes("    ", log.of_cases, number)
        for event in range(starts[number], starts[number + 1]):
            lines += _event(log, event)
        lines.append("  </trace>\n")
        yield "".join(lines).encode()
    yield b"</log>\n"


def _event(log: Log, event: int) -> Iterator[str]:
    yield "    <event>\n"
    yield _attribute("      ", "string", ACTIVITY, log.activity.at(event) or "")
    time = int(log.time[event])
    if time != NEVER:
        yield _attribute("      ", "date", TIME, written(time))
    yield from _attributes("      ", log.of_events, event)
    yield "    </event>\n"


def _attributes(indent: str, columns: Mapping[str, Column], number: int) -> Iterator[str]:
    for key, column in columns.items():
        text = column.at(number)
        if text is not None:
            yield _attribute(indent, column.kind, key, text)


def _attribute(indent: str, kind: str, key: str, value: str) -> str:
    wrong = _IMPOSSIBLE.search(value) or _IMPOSSIBLE.search(key)
    if wrong:
        words = "“{value}” under {key} has the control character {letter}, which XML cannot hold. Remove it from the source."
        raise Refusal(
            "mining.unwritable",
            words,
            value=short(value),
            key=short(key),
            letter=f"U+{ord(wrong[0]):04X}",
        )
    return f"{indent}<{kind} key={_quoted(key)} value={_quoted(value)}/>\n"


def _quoted(text: str) -> str:
    return quoteattr(text, {'"': "&quot;", **_ESCAPED})
