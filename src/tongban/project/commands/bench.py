"""Fill an empty database with many invented cases, to measure with."""

import argparse
import os
from datetime import UTC, datetime

from django.db import connection

from tongban.kernel import Refusal
from tongban.kernel.clock import day_of
from tongban.project import demo, environment, modes, variables
from tongban.project.demo.life import loading as life
from tongban.project.seeding import seeding

NEEDS_DATABASE = True
TEMPLATES = 150
"""So many cases are played by the real actions, and copied."""
MOST = 10_000_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bench seed`."""
    parser = subparsers.add_parser("bench", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    seed = verbs.add_parser(
        "seed",
        help="play some cases, and copy them with ids, names, days, salts and hashes of their own",
    )
    seed.add_argument("--cases", type=int, required=True, help="how many cases to add")
    seed.add_argument("--seed", type=int, default=2026, help="which cases: the same seed, the same")
    seed.add_argument("--processes", type=int, default=0, help="how many write; 0: one a processor")


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    settings, at = environment.read(os.environ), datetime.now(UTC)
    if not settings.demo:
        words = "Invented cases do not go into a production database; set TONGBAN_MODE=demo and another database."
        raise Refusal("project.demo_in_production", words)
    modes.refuse_other(variables.DEMO)
    if not (0 < args.cases <= MOST and args.processes >= 0):
        words = "Ask for 1 to {most} cases, and for no fewer than 0 processes."
        raise Refusal("bench.how_many", words, most=MOST)
    seeding.refuse_others()
    demo.load(at, _say)
    life.load(day_of(at), _say, count=TEMPLATES)
    parts = args.processes or os.cpu_count() or 1
    made = seeding.fill(args.cases, seed=args.seed, at=at, parts=parts, say=_say)
    _say("figures for the planner")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    _say(
        f"{made.cases} cases with {made.events} events from {made.templates} templates in {made.seconds:.0f} s"
    )
    return 0


def _say(words: str) -> None:
    print(words, flush=True)
