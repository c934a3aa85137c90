"""轨迹入库命令: what `tongban vehicles import-track` does."""

import argparse
import json
import sys
from zoneinfo import ZoneInfo

from tongban.domains.vehicles.tracks.actions.bringing import Manner, bring
from tongban.domains.vehicles.tracks.reading import Datum
from tongban.domains.vehicles.verbs.keepers import acting_for


def import_track(args: argparse.Namespace) -> int:
    """Keep the trips of a file as somebody who keeps the registers of an organ."""
    organ, act = acting_for(args.by, args.organ)
    manner = Manner(ZoneInfo(args.zone), Datum(args.datum), args.car)
    counts = bring(args.file, args.file.name, act, organ=organ, manner=manner).counts
    if args.json:
        sys.stdout.write(f"{json.dumps(counts, ensure_ascii=False)}\n")
        return 0
    sys.stdout.write(
        f"{counts['journeys']} trips kept of {counts['points']} points; {counts['dropped']} points dropped,"
        f" {counts['known']} trips kept before, {counts['unreadable']} lines unreadable.\n"
    )
    if counts["unknown_cars"]:
        names = ", ".join(counts["unknown"])
        sys.stdout.write(
            f"Not in the register, or not {args.by}'s to keep: {names}. Enter them, and bring the file again.\n"
        )
    return 0
