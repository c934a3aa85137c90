"""What holds for every log, tested as laws and not as examples."""

from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.logs import event, gathered_plainly, said, trace, whole
from tongban.kernel import Refusal
from tongban.kernel.mining.figures import directly_follows, durations, variants
from tongban.kernel.mining.gathering import Gathered
from tongban.kernel.mining.log import STANDARD, Log
from tongban.kernel.mining.quick import Unusual, take
from tongban.kernel.mining.writing import xes
from tongban.kernel.mining.xes import read_xes

quiet = settings(deadline=None, max_examples=80)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\t\n\r"),
    max_size=12,
)
TIMES = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # fmt: skip
EVENTS = st.tuples(st.sampled_from("abcd") | TEXTS, TIMES, st.dictionaries(st.sampled_from(STANDARD), TEXTS, max_size=2))  # fmt: skip
CASES = st.lists(st.tuples(TEXTS, st.lists(EVENTS, max_size=6)), max_size=6)


@st.composite
def logs(draw) -> Log:
    """Draw a log."""
    gathered = Gathered(STANDARD)
    for name, events in draw(CASES):
        count = len(events)
        gathered.names.append(name or f"#{len(gathered.names) + 1}")
        gathered.sizes.append(count)
        gathered.activity.add(count, range(count), [each[0] for each in events])
        gathered.time.extend(
            np.iinfo(np.int64).min if at is None else int(at.timestamp() * 1000) * 1000
            for _name, at, _more in events
        )
        for key in STANDARD:
            at = [n for n, each in enumerate(events) if key in each[2]]
            gathered.of_events[key].add(count, at, [events[n][2][key] for n in at])
            gathered.of_cases[key].add(1, [], [])
    return gathered.log()


@quiet
@given(logs())
def test_a_log_written_as_xes_and_read_again_is_the_same(log):
    again = read_xes(BytesIO(b"".join(xes(log))), STANDARD)
    assert said(again) == said(log)


@quiet
@given(logs())
def test_both_ways_read_the_same_or_the_quick_one_declines(log):
    text = b"".join(xes(log))
    body = text[text.index(b"  <trace>") : text.rindex(b"</log>")] if log.cases else b""
    gathered = Gathered(STANDARD)
    try:
        take(body, gathered)
    except Unusual:
        return
    assert said(gathered.log()) == said(gathered_plainly(text, *STANDARD))


def outcome(way, text: bytes) -> object:
    """Return what a way reads, or what it says against it."""
    try:
        return said(way(text))
    except Refusal as refusal:
        return str(refusal)


def usual(text: bytes) -> Log:
    return read_xes(BytesIO(text), STANDARD)


SMALL = whole(trace(event("a", more='<int key="org:role" value="1" />'), event("b"))).encode()
PIECES = (b"x", b'"', b"<", b">", b"/", b" ", b"\0", b"&", b"\xff", b"<!--", b"<trace>", b"</event>")  # fmt: skip


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_wherever_a_piece_is_put_both_ways_agree(piece):
    def plain(text: bytes) -> Log:
        return gathered_plainly(text, *STANDARD)

    for at in range(SMALL.index(b"<log>"), len(SMALL)):
        for end in (at, at + 1):
            damaged = SMALL[:at] + piece + SMALL[end:]
            assert outcome(usual, damaged) == outcome(plain, damaged), damaged


@quiet
@given(logs())
def test_what_follows_what_happens_once_for_every_event_but_the_first_of_a_case(log):
    filled = int((np.diff(log.starts) > 0).sum())
    assert sum(each.times for each in directly_follows(log)) == log.events - filled


@quiet
@given(logs())
def test_every_case_takes_one_way(log):
    found = variants(log)
    assert sum(each.cases for each in found) == log.cases
    assert len({each.activities for each in found}) == len(found)
    assert [each.cases for each in found] == sorted((each.cases for each in found), reverse=True)


@quiet
@given(logs(), st.data())
def test_the_order_of_cases_in_the_file_does_not_matter(log, data):
    text = b"".join(xes(log)).decode()
    head, *traces = text.removesuffix("</log>\n").split("  <trace>\n")
    shuffled = data.draw(st.permutations(traces))
    other = read_xes(BytesIO("  <trace>\n".join([head, *shuffled, ""]).removesuffix("  <trace>\n").encode() + b"</log>"), STANDARD)  # fmt: skip
    assert {(w.activities, w.cases) for w in variants(other)} == {(w.activities, w.cases) for w in variants(log)}  # fmt: skip
    assert [each[:3] for each in directly_follows(other)] == [each[:3] for each in directly_follows(log)]  # fmt: skip
    assert sorted(durations(other)) == sorted(durations(log))


@quiet
@given(logs(), st.data())
def test_a_chosen_part_and_the_rest_are_the_whole(log, data):
    kept = np.array(
        data.draw(st.lists(st.booleans(), min_size=log.cases, max_size=log.cases)), bool
    )
    parts = said(log.chosen(kept)) + said(log.chosen(~kept))
    assert sorted(map(repr, parts)) == sorted(map(repr, said(log)))
