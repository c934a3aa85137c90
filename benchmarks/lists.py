"""Desk, case page, search and overview over ten thousand and a hundred thousand cases, what a case weighs, and its log.

BENCH_CASES names other numbers of cases (`BENCH_CASES=10000,1000000`), BENCH_FOLDER a folder that keeps the databases for
the next run.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

CASES = os.environ.get("BENCH_CASES", "10000,100000")
DONE, PLAIN = "seeded", "plain"
_WRITTEN = re.compile(
    r"^(\d+) cases with (\d+) events from (\d+) templates in (\d+) s$", re.MULTILINE
)


def main() -> None:
    """Fill a database for each number, ask it, and print by how much every page grew."""
    sizes = [int(each) for each in CASES.split(",")]
    with ExitStack() as stack:
        folder = Path(
            os.environ.get("BENCH_FOLDER") or stack.enter_context(tempfile.TemporaryDirectory())
        )
        told = {size: _measured(size, folder / f"cases-{size}") for size in sizes}
    least, most = told[min(sizes)], told[max(sizes)]
    for page in least if len(sizes) > 1 else ():
        grew = most[page] / most[PLAIN] / (least[page] / least[PLAIN])
        grown = {"from": min(sizes), "to": max(sizes), "p99_of_plain": round(grew, 1)}
        print(json.dumps({"bench": "growth", "page": page, **grown}), flush=True)


def _measured(cases: int, data: Path) -> dict[str, float]:
    """Fill a database where that was not done yet, measure it, and return the p99 of each page."""
    variables = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    variables |= {"TONGBAN_DATA": str(data), "TONGBAN_DEMO": "small"}
    if not (data / DONE).exists():
        print(_seeded(cases, variables), flush=True)
        (data / DONE).touch()
    found: dict[str, float] = {}
    asked = [sys.executable, "-m", "benchmarks._scale", str(cases)]
    with subprocess.Popen(asked, env=variables, text=True, stdout=subprocess.PIPE) as child:
        for line in child.stdout or ():
            print(line, end="", flush=True)
            told = json.loads(line)
            if told["bench"] == "lists":
                found[told["page"]] = told["p99_ms"]
    if child.returncode:
        raise SystemExit(child.returncode)
    return found


def _seeded(cases: int, variables: dict[str, str]) -> str:
    command = [
        sys.executable,
        "-P",
        "-m",
        "tongban.project.command",
        "bench",
        "seed",
        "--cases",
        str(cases),
    ]
    began = time.perf_counter()
    said = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    found = _WRITTEN.search(said.stdout)
    if said.returncode or found is None:
        raise SystemExit(said.stdout[-2000:] + said.stderr[-2000:])
    told = {"bench": "seed", "cases": cases, "events": int(found[2]), "templates": int(found[3])}
    whole = round(time.perf_counter() - began)
    return json.dumps(told | {"copying_s": int(found[4]), "whole_s": whole})


if __name__ == "__main__":
    main()
