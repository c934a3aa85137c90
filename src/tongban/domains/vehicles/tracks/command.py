"""轨迹入库命令: what `tongban vehicles import-track` does, once a database stands; loaded by name, since the others need none."""

import argparse
import json
import sys
from uuid import uuid4
from zoneinfo import ZoneInfo

from tongban.domains.vehicles.doors import now
from tongban.domains.vehicles.outlays.queries import kept_organs
from tongban.domains.vehicles.tracks.actions.bringing import Manner, bring
from tongban.domains.vehicles.tracks.reading import Datum
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.queries import Organ, Person, person_by_username


def import_track(args: argparse.Namespace) -> int:
    """Keep the trips of a file as somebody who keeps the registers of an organ."""
    person = keeper_named(args.by)
    organ = organ_kept(person, args.organ)
    act = Act(person.actor_id, f"organ/{organ.pk}", now(), uuid4().hex)
    manner = Manner(ZoneInfo(args.zone), Datum(args.datum), args.car)
    if not args.file.is_file():
        raise Refusal(
            "vehicles.file_unreadable",
            "{path} cannot be read: {reason}. Check the name and the rights.",
            path=str(args.file),
            reason="no such file",
        )
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
            f"Not in the register, or not {person.username}'s to keep: {names}. Enter them, and bring the file again.\n"
        )
    return 0


def keeper_named(username: str) -> Person:
    """Return the person for whom a command acts; refuse a name that nobody has."""
    person = person_by_username(username)
    if person is None or not person.is_active:
        raise Refusal(
            "vehicles.nobody_of_that_name",
            "There is nobody {name}. Name with --as the user name of who keeps the register of cars.",
            name=username,
        )
    return person


def organ_kept(person: Person, name: str) -> Organ:
    """Return the organ of that name, or the topmost, whose cars the person keeps."""
    organs = kept_organs(person, on=now().date())
    found = next((one for one in organs if name in {"", one.name, one.short_name}), None)
    if found is None:
        raise Refusal(
            "vehicles.organ_not_kept",
            "{name} keeps no cars of {organ}. Name one of: {organs}.",
            name=person.username,
            organ=name or "any organ",
            organs=", ".join(one.short_name for one in organs[:20]) or "-",
        )
    return found
