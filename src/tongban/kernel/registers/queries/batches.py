"""Reading import batches: one's own, and the plan of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tongban.kernel.identity.queries import organ_by_id, organs, organs_in_reach, person_by_id
from tongban.kernel.identity.queries.reach import paths_of
from tongban.kernel.registers.declaring import Register
from tongban.kernel.registers.importing.planning import Ground, Planned, Row, Standing, key_of
from tongban.kernel.registers.importing.planning import planned as planned_rows
from tongban.kernel.registers.importing.tables import Table, read
from tongban.kernel.registers.models import Batch, BatchStep, Mapping
from tongban.kernel.registers.queries.standing import facts_of
from tongban.kernel.registers.registry import of_kind

__all__ = [
    "Batch",
    "BatchStep",
    "Read",
    "batch_of",
    "batches_of",
    "plan",
    "read_batch",
    "remembered_mapping",
    "steps_of",
    "went_on",
]


@dataclass(frozen=True, slots=True)
class Read:
    """已读文件: a batch with its register and the table that its file holds."""

    batch: Batch
    register: Register
    table: Table

    @property
    def mapping(self) -> dict[str, int]:
        """Return the column of each field."""
        return dict(self.batch.mapping)


def batches_of(by: str, kind: str) -> QuerySet[Batch]:
    """Return the batches that the actor brought to a register, the newest first, without their files."""
    return Batch.objects.filter(by=by, kind=kind).defer("content").order_by("-at", "-pk")


def batch_of(by: str, kind: str, batch_id: int) -> Batch | None:
    """Return a batch that the actor brought; another's does not exist."""
    return Batch.objects.filter(by=by, kind=kind, pk=batch_id).first()


def steps_of(batch: Batch) -> QuerySet[BatchStep]:
    """Return what a batch did, line by line."""
    return BatchStep.objects.filter(batch=batch).order_by("line")


def went_on(batch: Batch) -> list[BatchStep]:
    """Return the steps whose entries were changed since, so that they cannot be taken back."""
    steps = [each for each in steps_of(batch) if each.entry and not each.undone]
    rows = of_kind(batch.kind).model.objects.filter(pk__in=[each.entry for each in steps])
    versions = dict(rows.values_list("pk", "version"))
    return [each for each in steps if versions.get(each.entry or 0) != each.after]


def remembered_mapping(by: str, kind: str, signature: str) -> dict[str, int] | None:
    """Return the columns that the actor chose last for files with this header."""
    row = Mapping.objects.filter(by=by, kind=kind, signature=signature).first()
    return dict(row.mapping) if row else None


def read_batch(batch: Batch) -> Read:
    """Return the batch with what its file holds."""
    register = of_kind(batch.kind).register
    return Read(batch, register, read(register, bytes(batch.content or b"")))


def plan(read_: Read, rows: Sequence[Row], *, on: date, today: date) -> list[Planned]:
    """Return what these rows of the file would do on the day `on`, by the rights of who brought it; a few queries for all."""
    first: dict[str, int] = {}
    for row in read_.table.rows:
        key = key_of(read_.register, read_.mapping, row)
        if key:
            first.setdefault(key, row[0])
    ground = _ground(read_, rows, on, today)
    return planned_rows(read_.register, read_.mapping, rows, ground, first)


def _ground(read_: Read, rows: Sequence[Row], on: date, today: date) -> Ground:
    batch, register = read_.batch, read_.register
    person = person_by_id(int(batch.by.removeprefix("person/")))
    organ = organ_by_id(batch.organ)
    home = organ.home if organ else 0
    kept = organs_in_reach(person, register.keep, on=today) if person else []
    paths = tuple(paths_of(person, register.keep, on=today)) if person else ()
    clear = tuple(paths_of(person, register.see_confidential, on=today)) if person else ()
    keys = {key_of(register, read_.mapping, row) for row in rows}
    model = of_kind(batch.kind).model
    known = model.objects.filter(home=home, key__in=keys, closed_on=None, struck=False)
    entries = list(known.select_related("organ"))
    facts = facts_of(batch.kind, entries, on=on)
    county = organs().filter(division__startswith=f"{home:06d}", until=None)
    seen = {each.pk: bool(clear) and each.organ.path.startswith(clear) for each in entries}
    return Ground(
        standing={
            each.key: Standing(
                each.pk,
                each.version,
                each.opened_on,
                facts[each.pk],
                bool(paths)
                and each.organ.path.startswith(paths)
                and (seen[each.pk] or not each.confidential),
                frozenset() if seen[each.pk] else register.personal,
            )
            for each in entries
        },
        organs={name: each.pk for each in county for name in (each.short_name, each.name)},
        kept={
            name: each.pk
            for each in kept
            if each.home == home
            for name in (each.short_name, each.name)
        },
        organ=batch.organ,
        on=on,
    )
