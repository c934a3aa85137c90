"""An event log in one readable line, and what it says."""

from io import BytesIO
from pathlib import Path

import numpy as np

from tongban.kernel.mining.gathering import Gathered, grouped
from tongban.kernel.mining.instants import microsecond
from tongban.kernel.mining.log import NEVER, Column, Log
from tongban.kernel.mining.tables import Headers, read_csv
from tongban.kernel.mining.xes import read_xes

SHARED = Path(__file__).parents[3] / "shared/data/event-logs"
DAY = 86_400


def log_of(**cases: str) -> Log:
    """Return a log: `log_of(a="receive accept@2 decide@5.5")`, an activity and its day of January 2026 each, one day later where unsaid.

    `receive/Wang@2` says who did it, `receive/Wang/Housing+start@2` which organ and at what stage too.
    """
    rows = []
    for name, said in cases.items():
        day = 0.0
        for word in said.split():
            what, _, when = word.partition("@")
            day = float(when) if when else day + 1
            what, _, stage = what.partition("+")
            activity, resource, group = [*what.split("/"), "", ""][:3]
            rows.append((name, activity, day, resource, group, stage))
    return _table(rows)


def _table(rows):
    names = list(dict.fromkeys(row[0] for row in rows))
    start = microsecond("2026-01-01T00:00:00+08:00")
    times = [start + int((row[2] - 1) * DAY * 1_000_000) for row in rows]
    others = {"org:resource": 3, "org:group": 4, "lifecycle:transition": 5}
    columns = {key: _column([row[at] for row in rows]) for key, at in others.items()}
    log = Log(
        (),
        np.zeros(1, np.int64),
        _column([row[1] for row in rows]),
        np.array(times, np.int64),
        {key: each for key, each in columns.items() if each.values},
        {},
    )
    return grouped(log, np.array([names.index(row[0]) for row in rows], np.int32), names)


def _column(texts: list[str]) -> Column:
    values = [text for text in dict.fromkeys(texts) if text]
    codes = [values.index(text) if text else -1 for text in texts]
    return Column(np.array(codes, np.int32), tuple(values))


def said(log: Log) -> list:
    """Return all that a log says, as plain lists that can be compared."""
    found = []
    for number, name in enumerate(log.names):
        events = []
        for at in range(int(log.starts[number]), int(log.starts[number + 1])):
            time = None if log.time[at] == NEVER else int(log.time[at])
            more = {
                key: column.at(at)
                for key, column in log.of_events.items()
                if column.at(at) is not None
            }
            events.append((log.activity.at(at), time, more))
        facts = {
            key: column.at(number)
            for key, column in log.of_cases.items()
            if column.at(number) is not None
        }
        found.append((name, facts, events))
    return found


def from_xes(text: str | bytes, *keys: str) -> Log:
    """Read XES."""
    return read_xes(BytesIO(text.encode() if isinstance(text, str) else text), keys)


def from_csv(text: str | bytes, *keys: str, **headers: str) -> Log:
    """Read CSV."""
    content = text.encode() if isinstance(text, str) else text
    return read_csv(BytesIO(content), keys, Headers(**headers))


def trace(*events: str, name: str = "a", more: str = "") -> str:
    """Return a case in XES."""
    return f'<trace><string key="concept:name" value="{name}"/>{more}{"".join(events)}</trace>'


def event(
    activity: str = "receive", time: str = "2026-01-05T09:00:00+08:00", more: str = ""
) -> str:
    """Return an event in XES."""
    when = f'<date key="time:timestamp" value="{time}"/>' if time else ""
    return f'<event><string key="concept:name" value="{activity}"/>{when}{more}</event>'


def whole(*traces: str, head: str = "", root: str = "log") -> str:
    """Return a file of XES; the first case stands on line 3."""
    body = "\n".join(traces)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{head}\n{body}\n</{root.split(maxsplit=1)[0]}>'


def gathered_plainly(text: bytes, *keys: str) -> Log:
    """Read XES by the plain way, whatever it is."""
    from tongban.kernel.mining.plain import Plain

    gathered = Gathered(keys)
    Plain(gathered).read([text])
    return gathered.log()
