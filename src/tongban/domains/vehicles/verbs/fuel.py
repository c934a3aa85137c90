"""油卡入账命令: what `tongban vehicles import-fuel --book`, `--plan` and `undo-fuel` do."""

import argparse
import json
import sys
from collections import Counter
from typing import Any
from uuid import uuid4

from django.db import transaction

from tongban.domains.vehicles.doors import now
from tongban.domains.vehicles.fuelcards.telling import told
from tongban.domains.vehicles.outlays.actions.statements import (
    Preview,
    book_file,
    bring,
    discard,
    preview,
    take_back,
)
from tongban.domains.vehicles.verbs.keepers import acting_for, keeper_named
from tongban.kernel import Act
from tongban.kernel.clock import day_of

_SHOWN = 20


def import_fuel(args: argparse.Namespace, content: bytes) -> int:
    """Book a statement as its page would, or say with `--plan` what would be booked; all or nothing."""
    organ, act = acting_for(args.by, args.organ)
    with transaction.atomic():
        file = bring(args.file.name, content, act, organ=organ, full=args.full)
        seen = preview(file, on=day_of(act.at))
        if args.plan:
            discard(file.pk, act)
        else:
            book_file(file.pk, act)
    whole = _as_object(seen, None if args.plan else file.pk)
    text = json.dumps(whole, ensure_ascii=False) if args.json else "\n".join(_lines(whole))
    sys.stdout.write(f"{text}\n")
    return 0


def undo_fuel(args: argparse.Namespace) -> int:
    """Take a booked statement back, every record that still stands."""
    person = keeper_named(args.by)
    act = Act(person.actor_id, "", now(), uuid4().hex)
    file = take_back(args.statement, act, reason=args.reason)
    sys.stdout.write(f"Statement {file.pk} ({file.name}) was taken back.\n")
    return 0


def _as_object(seen: Preview, file: int | None) -> dict[str, Any]:
    unknown = Counter(
        str(one.refusal.facts["vehicle"])
        for one in seen.rejected
        if one.refusal.code == "vehicles.fuel_vehicle_unknown"
    )
    return {
        "statement": file,
        "rows": seen.rows,
        "booked" if file else "to_book": len(seen.ready),
        "flagged": len(seen.flagged),
        "rejected": len(seen.rejected),
        "amount": f"{seen.amount:.2f}",
        "unknown": dict(unknown),
        "errors": [
            {"row": one.line, "field": one.fact, **told(str(one.refusal)), "code": one.refusal.code}
            for one in seen.rejected
        ],
    }


def _lines(whole: dict[str, Any]) -> list[str]:
    done = whole["statement"]
    count = whole["booked" if done else "to_book"]
    verb = "booked" if done else "would be booked"
    lines = [f"{whole['rows']} rows: {count} {verb} ({whole['amount']} yuan)."]
    lines += [f"With doubts: {whole['flagged']} of them. Rejected: {whole['rejected']}."]
    if whole["unknown"]:
        names = ", ".join(f"{plate} ({rows} rows)" for plate, rows in whole["unknown"].items())
        lines.append(
            f"No such car among those you keep: {names}. Register them, or correct the plates, and import those rows again."
        )
    others = [one for one in whole["errors"] if one["code"] != "vehicles.fuel_vehicle_unknown"]
    lines += [f"  row {one['row']}: {one['reason']} {one['remedy']}" for one in others[:_SHOWN]]
    if len(others) > _SHOWN:
        lines.append(f"  … and {len(others) - _SHOWN} more; --json lists all.")
    if done:
        lines.append(f"Statement {done}. Take it back with: tongban vehicles undo-fuel {done}")
    return lines
