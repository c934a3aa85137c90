"""iCalendar as RFC 5545 has it: lines of octets, escaped text, and times in UTC, read back by a reader of its own."""

import re

from hypothesis import given
from hypothesis import strategies as st

from builders.bookings import hours
from tongban.kernel.bookings.ical import Entry, calendar, escaped, folded

AT = hours(8, 9).start
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def entry(**more) -> Entry:
    given = {"uid": "booking-7@tongban", "sequence": 1, "period": hours(9, 11), "summary": "开会"}
    return Entry(**{**given, **more})


def test_a_booking_is_an_event_with_a_name_that_stays_and_times_in_utc():
    lines = unfolded(calendar("我的预约", [entry(), entry(uid="b", firm=False)], at=AT))
    assert lines[0:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    first = lines[lines.index("BEGIN:VEVENT") :]
    assert first[1:7] == [
        "UID:booking-7@tongban",
        "DTSTAMP:20260302T000000Z",
        "DTSTART:20260302T010000Z",
        "DTEND:20260302T030000Z",
        "SEQUENCE:1",
        "SUMMARY:开会",
    ]
    assert [line for line in lines if line.startswith("STATUS")] == [
        "STATUS:CONFIRMED",
        "STATUS:TENTATIVE",
    ]


@given(TEXT)
def test_whatever_a_purpose_says_every_line_is_short_and_the_text_comes_back(text):
    written = calendar("x", [entry(summary=text)], at=AT)
    lines = written.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in written.replace("\r\n", "")
    [summary] = [line for line in unfolded(written) if line.startswith("SUMMARY:")]
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in plain if one in "\n\t" or (one >= " " and one != "\x7f"))
    assert unescaped(summary.removeprefix("SUMMARY:")) == kept


def test_commas_semicolons_backslashes_and_line_ends_are_escaped():
    assert escaped("a,b;c\\d\r\ne") == "a\\,b\\;c\\\\d\\ne"


@given(TEXT)
def test_no_piece_of_a_line_cuts_a_character(text):
    pieces = list(folded(text))
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
    assert all(piece.startswith(" ") for piece in pieces[1:])
