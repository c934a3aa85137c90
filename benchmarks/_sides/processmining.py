"""What pm4py (AGPL, only measured beside us) says of event logs: `python -m benchmarks._sides.processmining FILE…`, a line each.

With `--all` also rework and handovers, which are not measured: so were made the lines kept in `tests/kernel/mining/pm4py.jsonl`.
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


def more(path: Path) -> dict[str, Any]:
    """Return in how many cases each activity was done again, and the share of each handover between people in all steps."""
    import pm4py  # noqa: PLC0415 - as above

    log = pm4py.read_xes(str(path))
    network = pm4py.discover_handover_of_work_network(log).connections
    handed = [[*pair, share] for pair, share in network.items() if pair[0] != pair[1]]
    return {"rework": pm4py.get_rework_cases_per_activity(log), "handovers": sorted(handed)}


def main(arguments: Sequence[str]) -> None:
    """Print a line for each file."""
    for name in arguments:
        if name != "--all":
            besides = more(Path(name)) if "--all" in arguments else {}
            line = {**figures(Path(name)), **besides}
            print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
