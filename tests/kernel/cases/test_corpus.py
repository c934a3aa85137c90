"""The events of every release still fold into the rows that they folded into then."""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tongban.kernel.cases.events import TYPES
from tongban.kernel.cases.fold import replayed
from tongban.kernel.ledger import rules
from tongban.kernel.ledger.events import Head, Record

CORPUS = Path(__file__).with_name("corpus")
RELEASES = sorted(path.stem for path in CORPUS.glob("*.jsonl"))


def streams(release):
    """The records of a release by case number, as its log held them."""
    found: dict[str, list[Record]] = {}
    for line in (CORPUS / f"{release}.jsonl").read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        event = kept["event"]
        record = Record(
            kept["home"], kept["subject"], **{**event, "at": datetime.fromisoformat(event["at"])}
        )
        found.setdefault(record.stream.removeprefix("case/"), []).append(record)
    return found


def plain(value):
    """A row or a state as plain JSON, to be compared column by column."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(key): plain(each) for key, each in value.items()}
    return value if value is None or isinstance(value, bool | int) else str(value)


def within(kept, now):
    """Whether every column that the release had still has its value; later columns may have come."""
    if isinstance(kept, dict):
        return all(key in now and within(each, now[key]) for key, each in kept.items())
    return kept == now


@pytest.mark.parametrize("release", RELEASES)
def test_the_events_of_a_release_fold_as_they_did(release):
    rows = json.loads((CORPUS / f"{release}.rows.json").read_text(encoding="utf-8"))
    logs = streams(release)
    assert logs.keys() == rows.keys()
    for number, records in logs.items():
        assert within(rows[number], plain(replayed(records))), number


@pytest.mark.parametrize("release", RELEASES)
def test_the_chains_of_a_release_still_hold(release):
    for records in streams(release).values():
        head = Head()
        for record in records:
            assert rules.fault(head, record) is None
            head = Head(record.n, record.hash, record.at)


def test_the_corpus_has_every_event_type():
    seen = {
        record.type for release in RELEASES for each in streams(release).values() for record in each
    }
    assert seen == set(TYPES)
