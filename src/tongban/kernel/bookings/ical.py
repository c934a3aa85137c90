"""iCalendar (RFC 5545): bookings as a calendar that other programs subscribe to. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tongban.kernel.bookings.rules import Period

TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets, without the line's end


@dataclass(frozen=True, slots=True)
class Entry:
    """日历事项: `uid` never changes and `sequence` only grows; `firm` tells what was promised from what was only asked for."""

    uid: str
    sequence: int
    period: Period
    summary: str
    description: str = ""
    firm: bool = True


def calendar(name: str, entries: Iterable[Entry], *, at: datetime) -> str:
    """Return the calendar as it stands at an instant, its times in UTC, its lines folded and ended as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tongban//Bookings//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for entry in entries:
        lines += _event(entry, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """Return text as a property's value: backslash, semicolon, comma and line ends escaped, other controls left out."""
    for plain, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\n"),
        ("\r", "\n"),
    ):
        text = text.replace(plain, written)
    kept = "".join(
        letter for letter in text if letter in "\n\t" or (letter >= " " and letter != "\x7f")
    )
    return kept.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Return a line in pieces of at most 75 octets, none of which cuts a character; all but the first begin with a blank."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece


def _event(entry: Entry, at: datetime) -> list[str]:
    said = [f"DESCRIPTION:{escaped(entry.description)}"] if entry.description else []
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(entry.period.start)}",
        f"DTEND:{_utc(entry.period.end)}",
        f"SEQUENCE:{entry.sequence}",
        f"SUMMARY:{escaped(entry.summary)}",
        *said,
        f"STATUS:{'CONFIRMED' if entry.firm else 'TENTATIVE'}",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
