"""The log of many cases: how fast it is folded into rows, and how fast its chains are checked."""

import json
import time
from itertools import islice

from tongban.kernel.cases.fold import replayed
from tongban.kernel.ledger.events import Head, Record
from tongban.kernel.ledger.queries import events_of, every_stream, subjects
from tongban.kernel.ledger.rules import fault

CASES, STREAMS = 2_000, 20_000
"""As many cases are folded, as many streams checked; the speed does not hang on how many more there are."""


def main(cases: int) -> None:
    """Print a line for folding and one for checking."""
    began = time.perf_counter()
    logs = [events_of(home, stream) for home, _case, stream in islice(subjects(), CASES)]
    read = time.perf_counter() - began
    began = time.perf_counter()
    folded = [replayed(log) for log in logs]
    took = time.perf_counter() - began
    events = sum(map(len, logs))
    if any(state.row.hash != log[-1].hash for state, log in zip(folded, logs, strict=True)):
        raise SystemExit("a case was folded wrongly")
    told = {
        "events": events,
        "events_s": round(events / took),
        "with_reading_s": round(events / (took + read)),
    }
    print(json.dumps({"bench": "replay", "cases": cases, **told}), flush=True)
    print(json.dumps({"bench": "verify", "cases": cases, **_checked()}), flush=True)


def _checked() -> dict[str, int]:
    began, events, streams = time.perf_counter(), 0, 0
    for _home, stream, records in islice(every_stream(), STREAMS):
        events += _follow(stream, records)
        streams += 1
    took = time.perf_counter() - began
    return {"streams": streams, "events": events, "events_s": round(events / took)}


def _follow(stream: str, records: "islice[Record] | object") -> int:
    head = Head()
    for record in records:  # type: ignore[attr-defined]
        if (reason := fault(head, record)) is not None:
            raise SystemExit(f"{stream}: {reason}")
        head = Head(record.n, record.hash, record.at)
    return head.n
