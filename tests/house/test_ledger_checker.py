"""The stand-alone checker of the log: it shares nothing with the platform and finds what the platform finds."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import rfc8785
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from builders.checkers import LEDGER as PROGRAM
from builders.checkers import ledger_checker
from builders.sources import ROOT, tree
from tongban.kernel import Act
from tongban.kernel.cases.fold import replayed
from tongban.kernel.ledger import actions, rules
from tongban.kernel.ledger.events import Entry, Head, Record

PAGE = ROOT / "docs" / "reference" / "ledger.md"
FILE = ROOT / "docs" / "reference" / "vectors" / "ledger.jsonl"
VECTORS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").split("\n") if line]
CHAINS = [vector for vector in VECTORS if "events" in vector]
VALUES = [vector for vector in VECTORS if "value" in vector]
START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
keys = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=6)
scalars = st.none() | st.booleans() | st.integers(-rules.LARGEST, rules.LARGEST) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
payloads = st.lists(st.dictionaries(keys, values, max_size=4), min_size=1, max_size=5)
strings = {"type": "case.other", "by": "person/9", "behalf": "person/9", "organ": "organ/9"}
others: dict[str, Any] = {
    **strings, "n": 7, "data": {"other": 1}, "prev": "f" * 64, "hash": "e" * 64,
    "at": START + timedelta(days=1),
}  # fmt: skip


CHECKER = ledger_checker()


def chain(data: list[dict[str, Any]]) -> list[Record]:
    """Return a chain with these data, a minute between two events."""
    acts = [Act("person/7", "", START + timedelta(minutes=n), "k") for n in range(len(data))]
    entries = zip(data, acts, strict=True)
    return rules.chained(Head(), [Entry(511602, "case/1", "case.tested", d, a, 1) for d, a in entries])  # fmt: skip


def shown(record: Record) -> dict[str, Any]:
    """Return a record as it is handed out, through JSON and back."""
    event: dict[str, Any] = json.loads(json.dumps({**rules.written(record), "hash": record.hash}))
    return event


def record_of(event: dict[str, Any]) -> Record:
    """Return an event that was handed out as the platform holds it."""
    return Record(home=511602, subject=14, **{**event, "at": datetime.fromisoformat(event["at"])})


def first_fault(records: list[Record]) -> int | None:
    """Return the number of the first record in which the platform finds a fault."""
    head = Head()
    for record in records:
        if rules.fault(head, record):
            return record.n
        head = Head(record.n, record.hash, record.at)
    return None


def run(*arguments: str, given_text: str = "") -> tuple[int, str]:
    command = [sys.executable, "-I", str(PROGRAM), *arguments]
    done = subprocess.run(command, input=given_text, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def lines(events: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)


def test_the_checker_imports_the_standard_library_alone():
    nodes = list(ast.walk(tree(PROGRAM)))
    plain = {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    named = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    named_first = {each.partition(".")[0] for each in plain | named}
    assert named_first <= {*sys.stdlib_module_names, "cryptography"}


def test_the_checker_accepts_the_vectors_and_rejects_an_altered_one(tmp_path):
    assert run("check", str(FILE)) == (0, f"{len(VECTORS)} vectors, 0 wrong\n")
    bad = tmp_path / "bad.jsonl"
    bad.write_text(lines([VECTORS[0] | {"sha256": "0" * 64}, *VECTORS[1:]]), encoding="utf-8")
    status, said = run("check", str(bad))
    assert (status, said.splitlines()[-1]) == (1, f"{len(VECTORS)} vectors, 1 wrong")


@pytest.mark.parametrize("vector", VALUES, ids=lambda vector: vector["name"])
def test_the_platform_writes_a_value_as_its_vector_says(vector):
    assert rules.canonical(vector["value"]).decode() == vector["written"]
    assert rfc8785.dumps(vector["value"]).decode() == vector["written"]


@pytest.mark.parametrize("vector", CHAINS, ids=lambda vector: vector["name"])
def test_the_platform_finds_in_a_vector_the_breaks_that_it_names(vector):
    streams: dict[str, list[Record]] = {}
    for event in vector["events"]:
        streams.setdefault(event["stream"], []).append(record_of(event))
    found = {name: first_fault(records) for name, records in streams.items()}
    named = {stream: n for stream, n, _reason in vector["faults"]}
    assert {name: n for name, n in found.items() if n is not None} == named


def test_every_reason_of_the_page_has_a_vector_or_is_a_matter_of_form():
    page = PAGE.read_text(encoding="utf-8")
    reasons = {reason for vector in CHAINS for _stream, _n, reason in vector["faults"]}
    assert all(f"| `{reason}` |" in page for reason in {*reasons, "form"})
    assert reasons == {"n", "prev", "at", "hash"}


def test_the_published_case_still_folds_to_its_decision():
    state = replayed(map(record_of, CHAINS[-1]["events"]))
    assert (state.row.state, state.row.outcome) == ("decided", "granted")
    assert {limit.state for limit in state.limits.values()} == {"met"}


@given(payloads)
def test_the_checker_writes_and_hashes_as_the_platform_does(data):
    records = chain(data)
    assert [CHECKER.written(each) for each in data] == [rules.canonical(d).decode() for d in data]
    assert CHECKER.faults(map(shown, records)) == []


@given(payloads, st.sampled_from(sorted(others)), st.data())
def test_the_checker_finds_the_same_break_as_the_platform(data, name, draw):
    records = chain(data)
    place = draw.draw(st.integers(0, len(records) - 1))
    records[place] = replace(records[place], **{name: others[name]})
    found = [n for _stream, n, _reason in CHECKER.faults(map(shown, records))]
    assert found == [first_fault(records)]


@given(payloads, st.data())
def test_the_checker_finds_the_same_gap_as_the_platform(data, draw):
    records = draw.draw(st.permutations(chain(data)))
    kept = records[: draw.draw(st.integers(1, len(records)))]
    found = [n for _stream, n, _reason in CHECKER.faults(map(shown, kept))]
    assert found == [n for n in [first_fault(kept)] if n is not None]


@pytest.mark.parametrize(
    "line",
    ["", "[]", "{", '{"n": 1}', '{"n": 1, "n": 1}', "1e400", "[" * 100_000, '"\\ud800"', "NaN"],
)
def test_what_is_no_event_is_a_fault_and_no_crash(line):
    status, said = run("verify", "-", given_text=f"{line}\n")
    assert status == 1
    assert "Traceback" not in said


@pytest.mark.parametrize("value", [1.5, 2**53, "\ud800", {"é": 1}])
def test_what_the_log_does_not_hold_is_a_fault_of_form(value):
    (event,) = map(shown, chain([{}]))
    assert CHECKER.fault(None, event | {"data": {"a": value}}) == "form"


def test_a_hash_that_somebody_kept_must_be_among_the_events():
    events = CHAINS[0]["events"]
    last = events[-1]["hash"]
    assert run("verify", "-", "--holds", last, given_text=lines(events))[0] == 0
    status, said = run("verify", "-", "--holds", last, given_text=lines(events[:-1]))
    assert (status, last in said) == (1, True)


@pytest.mark.django_db
def test_the_query_of_the_page_hands_out_what_the_checker_accepts():
    query = PAGE.read_text(encoding="utf-8").partition("```sql\n")[2].partition(";\n```")[0]
    act = Act("person/7", "organ/3", START, "k")
    for data in ({"name": "区住建局 “一” \\ \n\t\u2028"}, {"n": 2**53 - 1, "list": [None, True]}):
        actions.append([Entry(511602, "organ/3", "organ.tested", data, act)])
    with connection.cursor() as cursor:
        cursor.execute(query)
        events = [row if isinstance(row, dict) else json.loads(row) for (row,) in cursor.fetchall()]
    assert len(events) == 2
    assert run("verify", "-", given_text=lines(events))[0] == 0
