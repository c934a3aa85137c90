"""联办件的记录: one joint application at work: events are logged, and its rows written as the log says."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tongban.kernel import Act, Refusal
from tongban.kernel.bundles.events import JointEvent, JointOpened, entry
from tongban.kernel.bundles.models import (
    GatheringRow,
    Joint,
    JointContent,
    PartRow,
    StageRow,
)
from tongban.kernel.bundles.queries import CONTENT, joints_visible_to, rows_of, standing_of
from tongban.kernel.bundles.state import Standing
from tongban.kernel.cases.recorder import salted_digest
from tongban.kernel.cases.rules import case_number
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person
from tongban.kernel.ledger.actions import append
from tongban.kernel.sealing import seal

PREFIX = "L"


@dataclass(slots=True)
class Book:
    """A joint application under its lock, and how it stands by its log."""

    joint: Joint
    standing: Standing

    def record(self, act: Act, *events: JointEvent, **asked: str) -> None:
        """Log the events and write the rows; `asked` is the key and the wish of the stage that is applied for."""
        joint = self.joint
        append([entry(one, act, home=joint.home, number=joint.number) for one in events])
        self.standing = standing_of(joint)
        _write(joint, rows_of(self.standing), asked)

    def sealed(self, kind: str, body: Mapping[str, Any]) -> tuple[int, str]:
        """Seal a content for the next event; return its number and digest, which the event must carry."""
        salt, plain = secrets.token_bytes(16), dict(body)
        digest, number = salted_digest(salt, plain), self.standing.n + 1
        JointContent.objects.create(
            joint=self.joint,
            number=number,
            kind=kind,
            sealed=seal(json.dumps(plain).encode(), purpose=CONTENT),
            salt=salt,
            digest=digest,
        )
        return number, digest


def next_number(home: int, act: Act) -> tuple[int, str]:
    """Return the id and the number (L, then as of a case) of the joint application that comes next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('bundles_joint', 'id'))")
        joint_id = int(cursor.fetchone()[0])
    return joint_id, PREFIX + case_number(home, day_of(act.at), joint_id)


def locked(joint_id: int) -> Book:
    """Return a joint application under its lock; not for a page."""
    joint = Joint.objects.select_for_update().get(pk=joint_id)
    return Book(joint, standing_of(joint))


def locked_for(number: str, reader: Person, act: Act) -> Book:
    """Return a joint application under its lock to whom it concerns; to anybody else it does not exist."""
    found = joints_visible_to(reader, on=day_of(act.at)).filter(number=number).first()
    if found is None:
        raise not_found()
    return locked(found.pk)


def not_found() -> Refusal:
    """Return the refusal of a joint application that does not exist for somebody."""
    return Refusal(
        "bundle.not_found",
        "There is no such joint application for you. Check the number, or go back to the list.",
    )


def begun(values: Mapping[str, Any], event: JointOpened, act: Act) -> Book:
    """Write the row of a joint application that begins, log it, and return it under its lock."""
    joint = Joint.objects.create(**values)
    append([entry(event, act, home=joint.home, number=joint.number)])
    return locked(joint.pk)


def _write(joint: Joint, rows: Mapping[str, Any], asked: Mapping[str, str]) -> None:
    Joint.objects.filter(pk=joint.pk).update(**rows["joint"])
    for key, row in rows["stages"].items():
        StageRow.objects.update_or_create(
            joint=joint, key=key, defaults=row, create_defaults={**row, **asked}
        )
    for key, row in rows["parts"].items():
        PartRow.objects.update_or_create(joint=joint, key=key, defaults=row)
    for ordinal, row in rows["gatherings"].items():
        GatheringRow.objects.update_or_create(joint=joint, ordinal=ordinal, defaults=row)


def organs_in(standing: Standing, stage: str) -> Sequence[int]:
    """Return the organs that take part in a stage, the leading one first."""
    parts = sorted(standing.stage(stage).parts, key=lambda one: not one.lead)
    return list(dict.fromkeys(one.organ for one in parts))
