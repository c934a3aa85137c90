"""Kill web server, worker and database of a throw-away house in turn, under load, and check that nothing answered was lost."""

import argparse
import importlib
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongban.kernel import Refusal
from tongban.project import environment, readiness
from tongban.project.chaos import house

if TYPE_CHECKING:
    from tongban.project.chaos.run import Outcome

NEEDS_DATABASE = False
USUAL_SECONDS = 60
MOST_SEED = 1_000_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    parser = subparsers.add_parser("chaos", help=__doc__, description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=USUAL_SECONDS, help="how long it is killed; unset, 60"
    )
    parser.add_argument("--seed", type=int, help="the same seed draws the same moments and steps")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end")


def run(args: argparse.Namespace) -> int:
    """Run a house of its own; exit 1 when something did not hold, and keep its folder then."""
    if not Path("/proc/self/stat").exists():
        words = (
            "Processes are found through /proc, which this system does not have; run it on Linux."
        )
        raise Refusal("project.no_proc", words)
    seed = secrets.randbelow(MOST_SEED) if args.seed is None else args.seed
    root = Path(tempfile.mkdtemp(prefix="tongban-chaos-"))
    variables = house.settings(root / "data")
    os.environ.update(variables)
    readiness.set_up(environment.read(os.environ))
    begun = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - begun:6.1f} s  {words}", file=sys.stderr, flush=True)

    say(f"seed {seed}, folder {root}")
    # Loaded by name: it reads tables, and Django stands only now.
    under_fire = importlib.import_module("tongban.project.chaos.run")
    outcome: Outcome = under_fire.run(args.seconds, seed, root, variables, say)
    _print(outcome, seed, as_json=args.json)
    if outcome.faults:
        return 1
    shutil.rmtree(root)
    return 0


def _print(outcome: "Outcome", seed: int, *, as_json: bool) -> None:
    shown = _counted(outcome, seed)
    if as_json:
        print(json.dumps(shown, ensure_ascii=False))
        return
    for fault in outcome.faults:
        print(fault)
    for part, (count, longest) in shown["recovery"].items():
        print(f"{part}: killed {count} times, well again after {longest} s at the latest")
    print(
        "{answered} commands answered, {refused} refused, {asked_again} of them asked again because nobody answered; {timers} timers: ".format(
            **shown
        )
        + ("everything holds" if shown["ok"] else f"{len(outcome.faults)} faults, seed {seed}")
    )


def _counted(outcome: "Outcome", seed: int) -> dict[str, Any]:
    whats = [one.what for one in outcome.told]
    parts = sorted({one.part for one in outcome.kills})
    return {
        "ok": not outcome.faults,
        "seed": seed,
        "answered": whats.count("done"),
        "refused": whats.count("refused"),
        "asked_again": sum(one.tries > 1 for one in outcome.told),
        "timers": len(outcome.timed),
        "caught_up": outcome.caught_up,
        "recovery": {part: _recovery(outcome, part) for part in parts},
        "kills": [asdict(one) for one in outcome.kills],
        "faults": outcome.faults,
    }


def _recovery(outcome: "Outcome", part: str) -> tuple[int, float]:
    times = [one.recovered or 0.0 for one in outcome.kills if one.part == part]
    return len(times), round(max(times), 2)
