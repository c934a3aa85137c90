"""Files made to harm: refused quickly, with nothing fetched and nothing left running."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.flows import HEAD, arrow, bpmn, drawn, problems
from builders.models import node, process, several, straight
from tongban.kernel.flows import FlowFault, compiled, complete, start

BOMB = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + ']><a x="&l9;">&l9;</a>'
)
STRAIGHT = drawn("start:s user:a end:e", "s a e")


@pytest.mark.parametrize(
    ("xml", "line", "reason"),
    [
        (b"", 1, "the file is not well-formed XML: Document is empty"),
        (b"\x00\x01", 1, "the file is not well-formed XML"),
        (b"<a>\n<b>\n</a>", 3, "the file is not well-formed XML: Opening and ending tag mismatch"),
        (BOMB.encode(), 1, "the file is not well-formed XML: Maximum entity amplification"),
        (b'\n\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 3, "a document type is not allowed"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 1, "a document type"),
        ('<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16"), 1, "a document type"),
        (b"<a>" * 257 + b"</a>" * 257, 1, "the file is not well-formed XML: Excessive depth"),
        (b'<?xml version="1.0" encoding="x"?><a/>', 1, "not well-formed XML: Unsupported encoding"),
        (
            "<a/>".encode("utf-32"),
            1,
            "the encoding UTF-32LE is not supported; save the file as UTF-8",
        ),
        (b" " * (8 * 1024 * 1024 + 1), 1, "the file has more than 8 MiB; simplify the flow"),
    ],
)
def test_what_is_no_harmless_xml_is_refused_with_its_line(xml, line, reason):
    begin = process_time()
    [problem] = problems(xml)
    assert (problem.element, problem.line) == ("", line)
    assert reason in problem.reason
    assert process_time() - begin < 2


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "gb2312", "gbk", "gb18030", "latin1", "ascii"]
)
def test_a_file_may_be_in_any_encoding_that_offices_still_use(encoding):
    name = "x" if encoding in {"latin1", "ascii"} else "受理"
    text = STRAIGHT.decode().replace('id="a"', f'id="a" name="{name}"')
    flow = compiled(f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding))
    assert (flow.nodes["a"].name, flow.nodes["a"].line) == (name, 4)


def test_a_byte_order_mark_says_the_encoding_too():
    assert compiled(STRAIGHT.decode().encode("utf-16")).nodes["a"].line == 4


def test_the_line_of_an_element_is_where_it_begins_whatever_stands_around_it():
    inside = (
        '<!-- <b:userTask\n id="no"/> --><?note\n<b?>\n<b:startEvent\n id="s"\n name="a>b"/>'
        '<b:documentation><![CDATA[\n<b:endEvent>]]></b:documentation>\n<b:userTask id="a"/>'
        + "\n" * 70_000
        + '<b:endEvent id="e"/>'
    )
    nodes = compiled(bpmn(inside + arrow("s", "a") + arrow("a", "e"))).nodes
    assert [nodes[each].line for each in "sae"] == [6, 10, 70_010]


def test_a_long_id_is_cut_in_what_is_said_about_it():
    [problem] = problems(f'{HEAD}<b:process id="{"x" * 100_000}"/></b:definitions>'.encode())
    assert problem.element == "x" * 200


def _chain(count: int) -> bytes:
    names = [f"n{number}" for number in range(count)]
    return drawn(
        " ".join(["start:s end:e", *(f"user:{each}" for each in names)]), f"s {' '.join(names)} e"
    )


def _tower(depth: int) -> bytes:
    nodes = [
        "start:s user:a end:e",
        *(f"parallel:f{n} user:t{n} parallel:j{n}" for n in range(depth)),
    ]
    ways = [f"f{n} t{n} j{n}" for n in range(depth)]
    down, up = [f"f{n}" for n in range(depth)], [f"j{n}" for n in reversed(range(depth))]
    return drawn(" ".join(nodes), f"s {' '.join(down)} a {' '.join(up)} e", *ways)


def _fan(width: int) -> bytes:
    nodes = ["start:s parallel:f parallel:j end:e", *(f"user:t{n}" for n in range(width))]
    return drawn(" ".join(nodes), "s f", "j e", *(f"f t{n} j" for n in range(width)))


@pytest.mark.parametrize(
    "xml", [_chain(10_000), _tower(3_300), _fan(10_000)], ids=["chain", "tower", "fan"]
)
def test_ten_thousand_nodes_compile_and_start_in_seconds(xml):
    begin = process_time()
    flow = compiled(xml)
    assert len(start(flow, {}).opened) >= 1
    assert len(flow.nodes) > 9_900
    assert process_time() - begin < 10


def test_a_hundred_thousand_faults_are_all_found_and_few_are_shown():
    begin = process_time()
    found = problems(bpmn('<b:transaction id="a"/>' + "<b:task/>" * 100_000))
    assert len(found) == 100_001
    assert process_time() - begin < 10


def _calls(depth: int, marker: str = "") -> bytes:
    """Processes each of which calls the next; the last does nothing."""
    told = [
        process(
            f"p{at}",
            straight(
                f"n{at}",
                f"c{at}",
                inside=node("callActivity", f"c{at}", marker, calledElement=f"p{at + 1}"),
            ),
        )
        for at in range(depth)
    ]
    last = process(f"p{depth}", straight("n", "t", inside=node("intermediateThrowEvent", "t")))
    return f"{HEAD}{''.join(told)}{last}</b:definitions>".encode()


def test_a_step_that_would_move_for_ever_is_stopped():
    flow = compiled(_calls(4, several("1000")))
    with pytest.raises(FlowFault, match="one step moves more than 100000 tokens; let fewer"):
        start(flow, {})


def test_processes_call_each_other_so_deep_only():
    assert problems(_calls(16)) == ()
    [problem] = problems(_calls(17))
    assert (problem.element, problem.reason[:40]) == (
        "c16",
        "more than 16 sub-processes stand in each",
    )


def test_a_step_over_fifty_nodes_takes_microseconds():
    flow = compiled(_chain(50))
    marking = start(flow, {}).marking
    rounds = []
    for _ in range(20):
        begin = process_time()
        for _ in range(100):
            complete(flow, marking, 1, {})
        rounds.append((process_time() - begin) / 100)
    assert min(rounds) < 0.0002


@settings(deadline=None)
@given(st.data())
def test_a_damaged_file_compiles_or_is_refused_and_nothing_else(data):
    xml = bytearray(
        drawn("start:s exclusive:g user:a end:e", "s g a e", "g e", defaults={"g": "g_e"})
    )
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(xml) - 1))
        xml[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=3))
    for problem in problems(bytes(xml)):
        assert 1 <= problem.line <= xml.count(b"\n") + 1
