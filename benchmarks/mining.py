"""Analysis of an event log beside pm4py, end to end: the whole process from the packed file to the printed figures.

The log is the receipt phase of a Dutch municipality (1,434 cases, 8,577 events), as it is and a hundred times over with case numbers
of their own. The sides take turns; of several turns the quickest counts, and of the memory the most.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOG = Path(__file__).parents[2] / "shared/data/event-logs/receipt.xes.gz"
OURS = ("tongban.project.command", "log", "analyse", "--json")
THEIRS = ("benchmarks._sides.processmining",)
TURNS = {1: 5, 100: 2}
NAME = b'<string key="concept:name" value="case-'


def main() -> None:
    """Print a line for each size; the figures must agree."""
    source = Path(os.environ.get("BENCH_LOG", LOG))
    if not source.exists():
        raise SystemExit(f"{source} is not there; name the receipt log with BENCH_LOG")
    with tempfile.TemporaryDirectory() as folder:
        for times, turns in TURNS.items():
            path = source if times == 1 else _repeated(source, times, Path(folder))
            told = [(_run(OURS, path), _run(THEIRS, path)) for _turn in range(turns)]
            print(json.dumps({"bench": "mining", "times": times, **_compared(told)}), flush=True)


def _repeated(source: Path, times: int, folder: Path) -> Path:
    """Write the log with so many copies of every case."""
    text = gzip.decompress(source.read_bytes())
    start, end = text.index(b"<trace>"), text.rindex(b"</log>")
    path = folder / f"receipt{times}.xes.gz"
    with gzip.open(path, "wb", compresslevel=6) as file:
        file.write(text[:start])
        for number in range(times):
            file.write(text[start:end].replace(NAME, NAME + b"%d-" % number))
        file.write(text[end:])
    return path


def _run(module: Sequence[str], path: Path) -> tuple[float, float, float, dict[str, Any]]:
    """Return seconds on the clock and on the processor, megabytes at the peak, and the figures."""
    began = time.perf_counter()
    command = [sys.executable, "-m", *module, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        lines = process.stdout.read().decode().splitlines()
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    figures = json.loads(next(line for line in lines if line.startswith("{")))
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, figures


def _compared(told: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    ours, theirs = zip(*told, strict=True)
    _check(ours[0][3], theirs[0][3])
    found = {"events": ours[0][3]["events"]}
    for name, runs in (("ours", ours), ("pm4py", theirs)):
        found |= {
            f"{name}_s": round(min(each[0] for each in runs), 2),
            f"{name}_cpu_s": round(min(each[1] for each in runs), 2),
            f"{name}_mb": round(max(each[2] for each in runs)),
        }
    return found | {
        "ratio": round(found["pm4py_s"] / found["ours_s"], 1),
        "cpu_ratio": round(found["pm4py_cpu_s"] / found["ours_cpu_s"], 1),
        "memory_share": round(found["ours_mb"] / found["pm4py_mb"], 3),
    }


def _check(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """End the run where the two do not say the same."""
    same = all(ours[name] == theirs[name] for name in ("cases", "events", "activities"))
    same = same and ours["variants"] == len(theirs["variants"])
    follows = sorted(ours["directly_follows"])
    pairs = zip(follows, sorted(theirs["directly_follows"]), strict=True)
    if not same or any(a[:3] != b[:3] or abs(a[3] - b[3]) > 1e-6 * abs(b[3]) + 1e-6 for a, b in pairs):  # fmt: skip
        raise SystemExit("the two give different figures")
