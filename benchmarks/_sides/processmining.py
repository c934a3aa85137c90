"""What pm4py (AGPL, only measured beside us) says of event logs: `python -m benchmarks._sides.processmining FILE…`, a line each.

The lines of the logs that the tests know are kept in `tests/kernel/mining/pm4py.jsonl`.
"""

import json
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def figures(path: Path) -> dict[str, Any]:
    """Return the figures that `tongban log analyse` has too."""
    os.environ.setdefault("PM4PY_SHOW_LOGO", "False")
    warnings.simplefilter("ignore")
    import numpy as np  # noqa: PLC0415 - what is timed begins here
    import pm4py  # noqa: PLC0415 - as above

    log = pm4py.read_xes(str(path))
    mean = pm4py.discover_performance_dfg(log)[0]
    follows = pm4py.discover_dfg(log)[0]
    taken = pm4py.get_all_case_durations(log)
    variants = pm4py.get_variants(log)
    return {
        "file": path.name,
        "cases": int(log["case:concept:name"].nunique()),
        "events": len(log),
        "activities": int(log["concept:name"].nunique()),
        "variants": sorted(variants.values(), reverse=True),
        "directly_follows": sorted(
            [before, after, count, mean[before, after]["mean"]]
            for (before, after), count in follows.items()
        ),
        "duration": {"median": float(np.quantile(taken, 0.5)), "p90": float(np.quantile(taken, 0.9))},
        "total": float(sum(taken)),
    }  # fmt: skip


def main(files: Sequence[str]) -> None:
    """Print a line for each file."""
    for name in files:
        print(json.dumps(figures(Path(name)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
