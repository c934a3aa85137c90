"""The chain of a stream: written in one form, numbered without gaps, broken by any change."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import Act, Refusal
from tongban.kernel.ledger import rules
from tongban.kernel.ledger.events import GENESIS, Entry, Head, Record

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
keys = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
whole = st.integers(-rules.LARGEST, rules.LARGEST)
values = st.recursive(
    st.none() | st.booleans() | whole | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
payloads = st.dictionaries(keys, values, max_size=5)


def entry(data: dict, *, minutes: int = 0) -> Entry:
    act = Act("person/7", "organ/3", START + timedelta(minutes=minutes), key="k", behalf=None)
    return Entry(511602, "case/1", "case.tested", data, act, subject=1)


def chain(*payload: dict) -> list[Record]:
    return rules.chained(Head(), [entry(each) for each in payload])


def faults(records: list[Record]) -> list[str]:
    head, found = Head(), []
    for record in records:
        reason = rules.fault(head, record)
        if reason:
            found.append(reason)
        head = Head(record.n, record.hash, record.at)
    return found


@given(payloads)
def test_the_written_form_is_the_one_of_rfc_8785(data):
    assert rules.canonical(data) == rfc8785.dumps(data)


@given(st.lists(payloads, min_size=1, max_size=6))
def test_a_chain_counts_from_one_starts_at_zeros_and_holds(data):
    records = chain(*data)
    assert [record.n for record in records] == list(range(1, len(data) + 1))
    assert records[0].prev == GENESIS
    assert faults(records) == []


@pytest.mark.parametrize(
    "name", ["stream", "n", "type", "at", "by", "behalf", "organ", "data", "prev", "hash"]
)
def test_any_altered_field_breaks_the_chain(name):
    records = chain({"a": 1}, {"a": 2}, {"a": 3})
    other = {
        "n": 7, "at": START + timedelta(hours=1), "data": {"a": 9}, "behalf": "person/8",
        "prev": "f" * 64, "hash": "e" * 64,
    }.get(name, "changed")  # fmt: skip
    records[1] = replace(records[1], **{name: other})
    assert faults(records)


def test_every_field_of_a_record_but_home_and_case_is_hashed():
    assert {field.name for field in fields(Record)} - {"home", "subject", "hash"} == set(
        rules.written(chain({})[0])
    )


def test_a_missing_doubled_or_swapped_row_is_seen():
    first, second, third = chain({"a": 1}, {"a": 2}, {"a": 3})
    assert faults([first, third])
    assert faults([first, first, second])
    assert faults([second, first, third])


def test_the_instant_of_recording_never_goes_back():
    late, early = rules.chained(Head(), [entry({}, minutes=5), entry({}, minutes=1)])
    assert early.at == late.at == START + timedelta(minutes=5)


def test_the_instant_is_written_in_utc_with_microseconds():
    assert rules.instant(START) == "2026-03-01T09:30:00.000000Z"


@pytest.mark.parametrize(
    "data",
    [
        {"a": 1.5},
        {"a": 2**53},
        {"a": -(2**53)},
        {"a": "\ud800"},
        {"a": "x\0"},
        {"é": 1},
        {"a": b"x"},
        {"a": {1: 2}},
    ],
)
def test_what_has_no_one_written_form_is_refused(data):
    with pytest.raises(Refusal):
        chain(data)


def test_the_largest_integers_are_let_in():
    assert chain({"a": 2**53 - 1, "b": -(2**53) + 1})


def test_endless_nesting_is_refused_not_crashed_on():
    deep: dict = {}
    for _ in range(2000):
        deep = {"a": deep}
    with pytest.raises(Refusal):
        chain(deep)
