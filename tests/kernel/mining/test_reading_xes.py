"""Event logs in XES: what is read, and what is refused with its place."""

import gzip
from datetime import UTC, datetime
from io import BytesIO

import pytest

from builders.logs import SHARED, event, from_xes, gathered_plainly, said, trace, whole
from tongban.kernel import Refusal
from tongban.kernel.mining import xes
from tongban.kernel.mining.instants import Unusual
from tongban.kernel.mining.log import NEVER, STANDARD
from tongban.kernel.mining.opening import log_of, read_log

LOGS = sorted(SHARED.glob("*.xes.gz"))


def at(number: int) -> datetime:
    return datetime.fromtimestamp(number / 1_000_000, UTC)


def refusal(text: str | bytes, *keys: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        from_xes(text, *keys)
    return caught.value


@pytest.mark.skipif(not LOGS, reason="the event logs are not at hand")
@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.name)
def test_both_ways_read_the_same_of_a_real_log(path):
    keys = (*STANDARD, "deadline", "enddate", "department", "(case)_Amount")
    content = gzip.decompress(path.read_bytes())
    assert said(from_xes(content, *keys)) == said(gathered_plainly(content, *keys))


@pytest.mark.skipif(not LOGS, reason="the event logs are not at hand")
@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.name)
def test_real_logs_go_the_quick_way(path, monkeypatch):
    monkeypatch.setattr(xes, "_plainly", lambda *_: pytest.fail("the plain way"))
    assert read_log(path).events > 8000


def test_a_log_is_read_across_the_borders_of_blocks(monkeypatch):
    text = whole(*(trace(event(f"step {n % 7}"), name=f"case {n}") for n in range(300)))
    once = said(from_xes(text))
    monkeypatch.setattr(xes, "BLOCK", 777)
    assert said(from_xes(text)) == once
    assert len(once) == 300


def test_times_in_different_zones_are_compared_as_instants():
    first, second = event("a", "2026-01-05T09:00:00+01:00"), event("b", "2026-01-05T09:30:00Z")
    third = event("c", "2026-01-05T16:30:00.500+08:00")
    log = from_xes(whole(trace(first, second, third)))
    assert [log.activity.at(n) for n in range(3)] == ["a", "c", "b"]
    assert at(int(log.time[1])) == datetime(2026, 1, 5, 8, 30, 0, 500_000, UTC)


def test_a_time_without_zone_is_beijing_time():
    log = from_xes(whole(trace(event(time="2026-01-05T09:00:00"))))
    assert at(int(log.time[0])) == datetime(2026, 1, 5, 1, tzinfo=UTC)


def test_events_of_one_instant_keep_the_order_of_the_file():
    log = from_xes(whole(trace(event("b"), event("a"), event("c", "2026-01-04T09:00:00+08:00"))))
    assert [log.activity.at(n) for n in range(3)] == ["c", "b", "a"]


def test_a_case_with_an_unknown_time_keeps_the_order_of_the_file():
    late, unknown = event("late", "2026-01-09T09:00:00+08:00"), event("unknown", time="")
    log = from_xes(whole(trace(late, unknown, event("early"))))
    assert [log.activity.at(n) for n in range(3)] == ["late", "unknown", "early"]
    assert log.time[1] == NEVER


@pytest.mark.parametrize(
    "root",
    ["log", 'log xmlns="http://www.xes-standard.org/"', 'x:log xmlns:x="urn:any"'],
    ids=["bare", "default", "prefixed"],
)
def test_namespaces_make_no_difference(root):
    text = whole(trace(event()), root=root)
    if root[0] == "x":
        for name in ("trace", "event", "string", "date"):
            text = text.replace(f"<{name}", f"<x:{name}").replace(f"</{name}", f"</x:{name}")
    assert said(from_xes(text)) == said(from_xes(whole(trace(event()))))


def test_nested_attributes_are_none_of_the_event_itself():
    inner = '<string key="org:group" value="a"><string key="org:resource" value="nested"/></string>'
    listed = '<list key="l"><values><string key="org:resource" value="listed"/></values></list>'
    log = from_xes(whole(trace(event(more=inner + listed))), *STANDARD)
    assert said(log)[0][2][0][2] == {"org:group": "a"}


def test_declarations_and_attributes_of_the_log_are_no_cases():
    head = (
        '<extension name="Time" prefix="time" uri="urn:t"/>'
        '<global scope="event"><string key="concept:name" value="none"/></global>'
        '<classifier name="A" keys="concept:name"/>'
        '<int key="total" value="3"><int key="of which" value="1"/></int>'
    )
    assert said(from_xes(whole(trace(event()), head=head))) == said(from_xes(whole(trace(event()))))


@pytest.mark.parametrize(
    "hidden",
    ["<!-- {} -->", "<?note {} ?>"],
    ids=["comment", "instruction"],
)
def test_what_stands_in_a_comment_is_no_case(hidden):
    only = trace(event(), name="seen")
    hidden = hidden.format(trace(event(), name="hidden"))
    for text in (whole(hidden, only), whole(only, hidden), whole(hidden, only, hidden)):
        assert from_xes(text).names == ("seen",)


def test_references_and_blanks_in_values_are_read_as_xml_has_them():
    text = whole(trace(event("a &amp; b&#10;c\nd"), name="&quot;1&quot;"))
    log = from_xes(text)
    assert (log.names, log.activity.values) == (('"1"',), ("a & b\nc d",))


@pytest.mark.parametrize("encoding", ["gb18030", "gb2312", "utf-16", "utf-8-sig", "iso-8859-1"])
def test_the_encoding_is_the_one_that_the_file_names(encoding):
    word = "Prüfung" if encoding == "iso-8859-1" else "受理"
    text = whole(trace(event(word))).replace("UTF-8", encoding.removesuffix("-sig"))
    assert from_xes(text.encode(encoding)).activity.values == (word,)


def test_a_case_without_a_name_is_called_by_its_place():
    text = whole(trace(event()), f"<trace>{event()}</trace>")
    assert from_xes(text).names == ("a", "#2")
    assert from_xes(text.replace("<trace>", "<trace >")).names == ("a", "#2")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (whole(trace(event()))[:-20], "xml_broken", "Line 3, column"),
        (whole(trace(event()), "</trace>"), "xml_broken", "Line 4, column 3"),
        (whole(trace(event()), "<trace>&nbsp;</trace>"), "xml_broken", "undefined entity"),
        ("case,activity\n1,2\n", "xml_broken", "Line 1, column 1"),
        ("<html><body/></html>", "not_xes", "begins with html"),
        (whole(trace(event()), event()), "misplaced", "Line 4: event stands inside log"),
        (whole(f"<trace>{trace()}</trace>"), "misplaced", "trace stands inside trace"),
        (whole(trace(event(more="<org/>"))), "misplaced", "org stands inside event"),
        (whole(trace(event(), "text")), "text", "Line 3: “text”"),
        (whole(trace(event(more='<string key="a"/>'))), "no_key", "string has no value"),
        (whole(trace(event(more='<string value="a"/>'))), "no_key", "string has no key"),
        (whole(trace(event()), trace("<event></event>", name="b")), "no_activity", "Line 4: event 1 of case b"),
        (whole(trace(event(), event(time="yesterday"))), "no_instant", "Line 3: time:timestamp of event 2 of case a is “yesterday”"),
        (whole(trace(event(time="2026-02-30T09:00:00Z"))), "no_instant", "2026-02-30"),
        (whole(trace(event(more='<string key="concept:name" value="x"/>'))), "twice", "concept:name stands twice in event, first on line 3"),
    ],
)  # fmt: skip
def test_a_malformed_log_is_refused_with_the_place(text, code, words):
    found = refusal(text)
    assert found.code == f"mining.{code}"
    assert words in str(found)


def test_what_is_not_asked_may_stand_twice():
    twice = '<string key="note" value="x"/>' * 2
    assert from_xes(whole(trace(event(more=twice)))).events == 1
    assert refusal(whole(trace(event(more=twice))), "note").code == "mining.twice"


BOMB = '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "doctype",
    [BOMB, '<!DOCTYPE log SYSTEM "file:///etc/passwd">', '<!DOCTYPE log PUBLIC "x" "http://x/">'],
    ids=["bomb", "file", "network"],
)
def test_a_document_type_is_never_read(doctype):
    text = whole(trace(event())).replace("<log>", f"{doctype}<log>")
    found = refusal(text)
    assert (found.code, found.facts["line"]) == ("mining.doctype", 2)


def test_elements_nested_without_end_are_refused():
    deep = '<string key="a" value="b">' * 100_000
    assert refusal(whole(trace(event(more=deep)))).code == "mining.misplaced"


def test_a_packed_file_that_is_cut_off_is_refused(tmp_path):
    path = tmp_path / "log.xes.gz"
    content = gzip.compress(whole(*[trace(event())] * 1000).encode())
    path.write_bytes(content)
    assert read_log(path).cases == 1000
    path.write_bytes(content[:-30])
    with pytest.raises(Refusal) as caught:
        read_log(path)
    assert caught.value.code == "mining.packing_broken"


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["packed", "plain"])
def test_a_file_with_more_bytes_than_are_read_is_refused(pack):
    text = whole(*[trace(event())] * 1000).encode()
    content = pack(text)
    assert log_of(BytesIO(content), "log.xes", most=len(text)).cases == 1000
    with pytest.raises(Refusal) as caught:
        log_of(BytesIO(content), "log.xes", most=len(text) - 1)
    assert caught.value.code == "mining.too_large"


def test_more_events_than_are_held_are_refused(monkeypatch):
    monkeypatch.setattr("tongban.kernel.mining.gathering.MOST_EVENTS", 2)
    assert from_xes(whole(trace(event(), event()))).events == 2
    assert refusal(whole(trace(event(), event(), event()))).code == "mining.too_many_events"


@pytest.mark.parametrize(
    "content", ["", whole(), whole(trace())], ids=["bare", "no case", "no event"]
)
def test_a_file_without_an_event_is_refused(tmp_path, content):
    path = tmp_path / "log.xes"
    path.write_text(content)
    with pytest.raises(Refusal) as caught:
        read_log(path)
    assert caught.value.code.startswith("mining.")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal, match="cannot be read"):
        read_log(tmp_path / "no.xes")


def test_the_quick_way_leaves_alone_what_it_does_not_know():
    with pytest.raises(Unusual):
        xes.take(b"<trace><event></event></trace>", xes.Gathered(()))
