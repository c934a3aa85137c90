"""A line in, a line out: the quick way says what the plain way says, and nothing stops the rest."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.clock import instants, limits, near_pauses
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.clock.batch import MARK_NUMBER, Batch
from tongban.kernel.clock.lines import answered
from tongban.standards.calendars import national

CALENDAR = national()
BATCH = Batch(CALENDAR)
WORKED = (
    '{"start":"2026-02-13T10:00:00+08:00","limit":"20wd",'
    '"pauses":[["2026-02-25T09:00:00+08:00","2026-03-02T17:00:00+08:00"]]}'
)
WORKED_ANSWER = '{"due":"2026-03-25","provisional":false}'


def lines_of(*lines):
    """Answer lines given as text or bytes."""
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return BATCH.answers(b"".join(line + b"\n" for line in raw)).decode().splitlines()


def quick(line):
    return BATCH.quick(json.loads(line))


def test_the_worked_example_is_answered_to_the_letter_and_the_quick_way():
    assert lines_of(WORKED) == [WORKED_ANSWER]
    assert quick(WORKED) == WORKED_ANSWER


@st.composite
def questions(draw):
    """Questions of every spelling, usual and not."""
    start = draw(instants)
    zone = draw(st.sampled_from([SHANGHAI, SHANGHAI, SHANGHAI, None]))
    spelled = lambda moment: moment.astimezone(zone).isoformat() if zone else moment.isoformat(" ")  # noqa: E731
    asked = {"start": spelled(start), "limit": str(draw(limits))}
    if draw(st.booleans()):
        asked["pauses"] = [
            [spelled(one.start), spelled(one.end)] for one in draw(near_pauses(start))
        ]
    if draw(st.integers(0, 9)) == 0:
        asked["lane"] = draw(st.sampled_from(["0.5", 0.5, 1, "x"]))
    return json.dumps(asked, separators=draw(st.sampled_from([(",", ":"), (", ", ": ")])))


@settings(deadline=None, max_examples=60)
@given(st.lists(questions(), min_size=1, max_size=30))
def test_the_quick_way_says_what_the_plain_way_says(lines):
    plain = [answered(line, CALENDAR) for line in lines]
    assert lines_of(*lines) == plain
    for line, answer in zip(lines, plain, strict=True):
        assert quick(line) in ("", answer)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(questions().map(str.encode), st.binary(max_size=40)), max_size=12))
def test_any_bytes_get_one_answer_a_line_and_a_bad_line_leaves_the_others_alone(lines):
    lines = [line.replace(b"\n", b" ") for line in lines]
    found = lines_of(*lines)
    assert found == [lines_of(line)[0] for line in lines]
    assert all({"due", "error"} & json.loads(line).keys() for line in found)


SHORT = '{"start":"2026-03-09T10:00:00+08:00","limit":"3wd"}'


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "clock.not_json"),
        ("   ", "clock.not_json"),
        ("x", "clock.not_json"),
        ("[" * 100_000, "clock.not_json"),
        ("1" * 5000, "clock.not_json"),
        (SHORT + SHORT, "clock.not_json"),
        (SHORT + "," + SHORT, "clock.not_json"),
        ("\ufeff" + SHORT, "clock.not_json"),
        (b"\xff\xfe", "clock.not_utf8"),
        (SHORT[:-1].encode() + b',"lane":"\xe9"}', "clock.not_utf8"),
        ("null", "clock.not_a_question"),
        ("[]", "clock.not_a_question"),
        ("{}", "clock.not_a_question"),
        ('"start"', "clock.not_a_question"),
        (SHORT.replace("limit", "limits"), "clock.not_a_question"),
        (SHORT[:-1] + ',"pause":[]}', "clock.not_a_question"),
        (SHORT[:-1] + ',"pauses":null}', "clock.pauses_not_a_list"),
        (SHORT[:-1] + ',"pauses":{"a":1,"b":2}}', "clock.pauses_not_a_list"),
        (SHORT[:-1] + ',"pauses":["ab"]}', "clock.not_a_pause"),
        (
            SHORT[:-1]
            + ',"pauses":[{"2026-03-09T10:00:00+08:00":1,"2026-03-10T10:00:00+08:00":1}]}',
            "clock.not_a_pause",
        ),
        (SHORT[:-1] + ',"pauses":[["2026-03-09T10:00:00+08:00"]]}', "clock.not_a_pause"),
        (SHORT[:-1] + ',"pauses":[["2026-03-09T10:00:00+08:00",null]]}', "clock.not_an_instant"),
        (
            SHORT[:-1] + ',"pauses":[["2026-03-10T10:00:00+08:00","2026-03-10T09:59:00+08:00"]]}',
            "clock.pause_ends_before_it_begins",
        ),
        (SHORT.replace("+08:00", ""), "clock.naive_time"),
        (SHORT.replace("T10:00:00+08:00", "+08:00"), "clock.naive_time"),
        (SHORT.replace('"2026-03-09T10:00:00+08:00"', "1"), "clock.not_an_instant"),
        (SHORT.replace('"2026-03-09T10:00:00+08:00"', '["a"]'), "clock.not_an_instant"),
        (SHORT.replace("03-09", "02-30"), "clock.not_an_instant"),
        (SHORT.replace("T10", "T25"), "clock.not_an_instant"),
        (SHORT.replace("2026", "\\ud800"), "clock.not_an_instant"),
        (SHORT.replace('"3wd"', "3"), "clock.not_a_limit"),
        (SHORT.replace('"3wd"', "3.5"), "clock.not_a_limit"),
        (SHORT.replace('"3wd"', '{"a":1}'), "clock.not_a_limit"),
        (SHORT.replace("3wd", "3{amount}"), "clock.not_a_limit"),
        (SHORT.replace("3wd", "0wd"), "clock.limit_below_one"),
        (SHORT[:-1] + ',"lane":true}', "clock.not_a_lane_factor"),
        (SHORT[:-1] + ',"lane":0}', "clock.lane_factor_not_positive"),
        (SHORT.replace("2026", "9999").replace("3wd", "999wd"), "clock.beyond_the_years"),
    ],
)
def test_a_line_that_cannot_be_answered_says_why_and_the_rest_goes_on(line, code):
    before, refused, after = lines_of(WORKED, line, WORKED)
    assert json.loads(refused)["code"] == code
    assert json.loads(refused)["error"]
    assert (before, after) == (WORKED_ANSWER, WORKED_ANSWER)


@pytest.mark.parametrize(
    "lines",
    [
        ['{"a":[{}', "{}]}", f"{SHORT},{MARK_NUMBER.decode()},{SHORT}"],
        ['{"a":[{}', "{}]}", f"{SHORT},{SHORT},{SHORT}"],
        [f'{{"start":"{MARK_NUMBER.decode()}"}}', SHORT],
        [SHORT + ",", "," + SHORT],
        ["[", "]"],
        ["1],[1", SHORT],
        [SHORT + "\r", "\t" + SHORT + " "],
    ],
)
def test_no_line_can_reach_into_another(lines):
    assert lines_of(*lines) == [answered(line, CALENDAR) for line in lines]


def test_a_bad_line_among_many_leaves_the_order_and_the_answers_of_the_others():
    lines = [SHORT.replace("3wd", f"{n}wd") for n in range(1, 300)]
    good = lines_of(*lines)
    assert good == [answered(line, CALENDAR) for line in lines]
    assert len(set(good)) == len(good)
    assert lines_of(*lines[:200], "x", *lines[200:])[:200] == good[:200]
    assert lines_of(*lines[:200], "x", *lines[200:])[201:] == good[200:]


def test_another_calendar_has_tables_of_its_own():
    day_off = CALENDAR.amended({date(2026, 3, 11): False, date(2031, 1, 4): True}, "x")
    batch = Batch(day_off)
    assert batch.answers(SHORT.encode() + b"\n") == b'{"due":"2026-03-13","provisional":false}\n'
    far = SHORT.replace("2026-03-09", "2031-01-02").replace("3wd", "2wd")
    assert batch.answers(far.encode() + b"\n").decode().strip() == answered(far, day_off)
