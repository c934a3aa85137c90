"""Draw the page of performance from a recorded run: `python -m benchmarks._drawing RUN.jsonl PAGE.md`.

Between the marks `<!-- NAME: drawn -->` and `<!-- end -->` stands what is drawn; the words around are written by hand.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]
PLACES = re.compile(r"(<!-- (\w+): drawn -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = 24
PAGES = {
    "plain": "a page that asks for nothing (`/track/`)",
    "desk": "work list",
    "desk_late": "work list, past the promise",
    "desk_search": "work list, searched for a phrase",
    "done": "done by me",
    "done_filter": "done by me, decided",
    "search_number": "done by me, searched for a number",
    "search_phrase": "done by me, searched for a phrase",
    "search_name": "taken in by me, searched for a matter",
    "opened": "taken in by me",
    "case": "case page",
    "counter": "counter",
    "timers": "what will happen by itself",
    "overview": "overview of today",
    "overview_past": "overview of a past month",
    "overview_cases": "cases received in a past month",
    "overview_hand": "cases in hand at the end of a past month",
    "manager_done": "done by a duty manager",
    "my": "an applicant's own cases",
}  # fmt: skip


def main() -> None:
    """Write the page anew."""
    run, page = Path(sys.argv[1]), Path(sys.argv[2])
    page.write_text(drawn(page.read_text(encoding="utf-8"), read(run)), encoding="utf-8")


def read(run: Path) -> list[Line]:
    """Return the lines of JSON in what `make bench` printed; later ones take the place of earlier ones of the same thing."""
    lines = run.read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines if line.startswith("{")]
    return list({_what(line): line for line in found}.values())


def _what(line: Line) -> tuple[object, ...]:
    return tuple(
        line.get(name)
        for name in ("bench", "cases", "page", "table", "part", "connections", "to", "times")
    )


def drawn(page: str, lines: Sequence[Line]) -> str:
    """Return the page with everything drawn from these lines."""

    def one(found: re.Match[str]) -> str:
        return f"{found[1]}\n{DRAWINGS[found[2]](lines)}\n\n{found[3]}"

    return PLACES.sub(one, page)


def _of(lines: Iterable[Line], bench: str) -> list[Line]:
    return [line for line in lines if line["bench"] == bench]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    drawn_rows = ["| " + " | ".join(map(str, row)) + " |" for row in [head, *rows]]
    return "\n".join([drawn_rows[0], "|" + "---|" * len(head), *drawn_rows[1:]])


def _completion(lines: Sequence[Line]) -> str:
    head = ["connections", "Tongban", "limit", "SpiffWorkflow", "viewflow"]
    sides = ("connections", "ours", "limit", "spiffworkflow", "viewflow")
    return _table(head, ([line[side] for side in sides] for line in _of(lines, "completion")))


def _lists(lines: Sequence[Line]) -> str:
    """Return each page's median as so many times that of the plain page of the same run, and its p99 at the most cases."""
    by = {(line["page"], line["cases"]): line for line in _of(lines, "lists")}
    sizes = sorted({size for _page, size in by})
    head = [
        "page",
        *(f"at {size:,}, × plain" for size in sizes),
        "grew",
        "p99",
        "questions",
        "in the database",
    ]
    rows = []
    for page, name in PAGES.items():
        times = [by[page, size]["p50_ms"] / by["plain", size]["p50_ms"] for size in sizes]
        last = by[page, sizes[-1]]
        rows.append([
            name, *(f"{each:.1f}" for each in times), f"{times[-1] / times[0]:.1f}×", f"{last['p99_ms']:.0f} ms",
            last["queries"], f"{last['database_ms']:.0f} ms",
        ])  # fmt: skip
    return _table(head, rows)


def _bytes(lines: Sequence[Line]) -> str:
    """Return the tables of the largest database as bars, the longest first."""
    found = _of(lines, "bytes")
    most = max(line["cases"] for line in found)
    rows = [line for line in found if line["cases"] == most]
    whole = next(line for line in rows if line["table"] == "all")
    parts = sorted((line for line in rows if line is not whole), key=_weight, reverse=True)
    shown = [
        [f"`{line['table']}`" if line["table"] != "others" else "others", f"{line['rows']:,}", f"{line['index']:,}",
         "█" * max(1, round(WIDTH * _weight(line) / _weight(parts[0])))]
        for line in parts
    ]  # fmt: skip
    shown.append(["**all**", f"**{whole['rows']:,}**", f"**{whole['index']:,}**", ""])
    return _table([f"bytes a case, of {most:,} cases", "rows", "indexes", ""], shown)


def _weight(line: Line) -> int:
    return int(line["rows"]) + int(line["index"])


def _log(lines: Sequence[Line]) -> str:
    head = [
        "cases",
        "filled in",
        "events",
        "folded a second",
        "read and folded",
        "chains checked a second",
    ]
    sizes = sorted({line["cases"] for line in _of(lines, "seed")})
    by = {(line["bench"], line.get("cases")): line for line in lines}
    rows = []
    for size in sizes:
        seed, replay, verify = (by[bench, size] for bench in ("seed", "replay", "verify"))
        rows.append([
            f"{size:,}", f"{seed['copying_s']:,} s", f"{seed['events']:,}", f"{replay['events_s']:,}",
            f"{replay['with_reading_s']:,}", f"{verify['events_s']:,}",
        ])  # fmt: skip
    return _table(head, rows)


def _memory(lines: Sequence[Line]) -> str:
    parts = ("part", "processes", "pss_mb", "rss_mb")
    head = ["part of the house", "processes", "PSS, MB", "RSS, MB"]
    return _table(head, ([line[name] for name in parts] for line in _of(lines, "memory")))


def _clock(lines: Sequence[Line]) -> str:
    head = ["due days a second, `tongban clock due --batch`", "a plain loop", "ratio"]
    rows = (
        [f"{line['lines_s']:,}", f"{line['loop_s']:,}", line["ratio"]]
        for line in _of(lines, "clock")
    )
    return _table(head, rows)


def _mining(lines: Sequence[Line]) -> str:
    head = [
        "events", "Tongban, s", "pm4py, s", "ratio", "on the processor", "ratio there",
        "Tongban, MB", "pm4py, MB", "share",
    ]  # fmt: skip
    rows = (
        [f"{line['events']:,}", line["ours_s"], line["pm4py_s"], line["ratio"],
         f"{line['ours_cpu_s']} and {line['pm4py_cpu_s']} s", line["cpu_ratio"],
         line["ours_mb"], f"{line['pm4py_mb']:,}", f"{line['memory_share']:.0%}"]
        for line in _of(lines, "mining")
    )  # fmt: skip
    return _table(head, rows)


DRAWINGS: Mapping[str, Callable[[Sequence[Line]], str]] = {
    "completion": _completion, "lists": _lists, "bytes": _bytes, "log": _log, "memory": _memory, "clock": _clock,
    "mining": _mining,
}  # fmt: skip


if __name__ == "__main__":
    main()
