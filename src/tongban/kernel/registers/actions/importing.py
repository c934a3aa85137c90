"""导入: bring a file, map its columns, write it slice by slice, and take it back."""

from collections import Counter
from collections.abc import Mapping as Columns
from datetime import date, datetime, timedelta

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.registers.actions.keeping import amend, enter, undo
from tongban.kernel.registers.actions.writing import Written, keeping_organ, may_keep
from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.importing import tables
from tongban.kernel.registers.importing.planning import Planned, Verdict
from tongban.kernel.registers.models import Batch, BatchStep, Mapping
from tongban.kernel.registers.queries.batches import (
    Read,
    batch_of,
    plan,
    read_batch,
    remembered_mapping,
    steps_of,
)
from tongban.kernel.registers.registry import of_kind
from tongban.kernel.registers.rules import reasoned
from tongban.kernel.remembering import remembering

SLICE = 100
"""So many rows are written in one transaction; a file that has no more is written at once."""
# A file that nobody took over is not kept: what is in it is out of date, and it may hold personal data.
_KEPT = timedelta(days=7)


@transaction.atomic
def bring(kind: str, name: str, content: bytes, act: Act, *, organ: int) -> Batch:
    """上传: keep a file that can be read, its columns mapped as its header was before, or as they are guessed."""
    register, there = of_kind(kind).register, keeping_organ(organ)
    may_keep(register, there, act, confidential=False)
    table = tables.read(register, content)
    known = remembered_mapping(act.by, kind, table.signature)
    Batch.objects.filter(state=Batch.State.BROUGHT, at__lt=act.at - _KEPT).delete()
    return Batch.objects.create(
        kind=kind,
        organ=there.pk,
        by=act.by,
        at=act.at,
        name=name[:255],
        content=content,
        mapping=tables.guess(register, table.header) if known is None else known,
        total=len(table.rows),
    )


@transaction.atomic
def map_columns(batch_id: int, kind: str, act: Act, *, mapping: Columns[str, int]) -> Batch:
    """对应列: say which column holds which field; remembered for the next file with this header."""
    batch = brought(batch_id, kind, act)
    found = read_batch(batch)
    batch.mapping = tables.checked(found.register, mapping, found.table.header)
    batch.save(update_fields=["mapping"])
    Mapping.objects.update_or_create(
        by=act.by,
        kind=kind,
        signature=found.table.signature,
        defaults={"mapping": batch.mapping},
    )
    return batch


@transaction.atomic
def discard(batch_id: int, kind: str, act: Act) -> None:
    """放弃导入: drop a file of which nothing was written."""
    brought(batch_id, kind, act).delete()


def start(batch_id: int, kind: str, act: Act, *, on: date, reason: str) -> Batch:
    """开始导入: write the rows that are right; a short file at once, a long one by the worker, slice by slice."""
    with transaction.atomic():
        batch = brought(batch_id, kind, act)
        found = read_batch(batch)
        tables.checked(found.register, found.mapping, found.table.header)
        if on > day_of(act.at):
            raise Refusal(
                "register.import_ahead",
                "{day} is yet to come. Choose today or an earlier day.",
                field="on",
                day=on,
            )
        batch.on, batch.reason, batch.state = on, reasoned(reason), Batch.State.RUNNING
        batch.save(update_fields=["on", "reason", "state"])
    if batch.total <= SLICE:
        go_on(batch.pk, act.at)
        batch.refresh_from_db()
    return batch


def write_waiting(at: datetime, *, most: int = 5) -> int:
    """Write the next slices of the files that are being written, the oldest first; return how many slices."""
    done = 0
    for _turn in range(most):
        batch = Batch.objects.filter(state=Batch.State.RUNNING).order_by("at", "pk").first()
        if batch is None:
            break
        go_on(batch.pk, at)
        done += 1
    return done


@transaction.atomic
def go_on(batch_id: int, at: datetime) -> None:
    """Write the next slice of a file, all of it or nothing; the last slice lets go of the file."""
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.state != Batch.State.RUNNING or batch.on is None:
        return
    found, counts = read_batch(batch), Counter[str](batch.counts)
    rows = found.table.rows[batch.done : batch.done + SLICE]
    with remembering():
        for row in plan(found, rows, on=batch.on, today=day_of(at)):
            counts[_written(found, row, at)] += 1
    batch.done, batch.counts = batch.done + len(rows), dict(counts)
    if batch.done >= batch.total or not rows:
        batch.state, batch.content = Batch.State.DONE, None
    batch.save(update_fields=["done", "counts", "state", "content"])


def take_back(batch_id: int, kind: str, act: Act, *, reason: str) -> list[BatchStep]:
    """撤销导入: let every entry stand as before the file, each an event of its own.

    Return those that stay as they are: what was changed since keeps its changes, and what the actor may no longer keep is
    not his to undo.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(pk=batch_id, kind=kind, by=act.by).first()
        if batch is None or batch.state not in {Batch.State.DONE, Batch.State.UNDONE}:
            raise _no_batch()
        words, stay = reasoned(reason), list[BatchStep]()
        for step in steps_of(batch).filter(entry__isnull=False, undone=False):
            try:
                _undone(kind, step, act, words)
            except Refusal:
                stay.append(step)
        batch.state = Batch.State.UNDONE
        batch.save(update_fields=["state"])
        return stay


def _undone(kind: str, step: BatchStep, act: Act, reason: str) -> None:
    """Undo one row, or nothing of it."""
    mine = Act(act.by, act.organ, act.at, f"{act.key[:60]}/{step.pk}", act.behalf)
    with transaction.atomic():
        undo(kind, step.entry or 0, mine, version=step.after, back_to=step.before, reason=reason)
        BatchStep.objects.filter(pk=step.pk).update(undone=True)


def brought(batch_id: int, kind: str, act: Act) -> Batch:
    """Return the file that the actor brought and of which nothing was written, under its lock."""
    batch = batch_of(act.by, kind, batch_id)
    if batch is None or batch.state != Batch.State.BROUGHT:
        raise _no_batch()
    return Batch.objects.select_for_update().get(pk=batch.pk)


def _written(found: Read, row: Planned, at: datetime) -> str:
    """Write one row and note it; return what came of it. What is refused in spite of the plan is an error too."""
    batch = found.batch
    step = BatchStep(batch=batch, line=row.line, key=row.key, before=row.version)
    if row.verdict is Verdict.SAME:
        return row.verdict
    try:
        if row.faults:
            raise row.faults[0]
        with transaction.atomic():
            entry = _kept(batch, row, at)
        step.entry, step.after = entry.pk, entry.version
    except Refusal as refusal:
        step.fault = _told(refusal)
    step.save()
    return Verdict.ERROR if step.fault else row.verdict


def _kept(batch: Batch, row: Planned, at: datetime) -> Entry:
    act = Act(batch.by, f"organ/{batch.organ}", at, f"import/{batch.pk}/{row.line}")
    day = batch.on or day_of(at)
    if row.verdict is Verdict.ENTER:
        new = Written(day, batch.reason, row.values, organ=row.organ)
        return enter(batch.kind, act, new)
    written = Written(day, batch.reason, row.values)
    return amend(batch.kind, row.entry, act, version=row.version, written=written)


def _told(refusal: Refusal) -> dict[str, object]:
    """Return a refusal as a row can keep it: its words, and its facts as text."""
    facts = {name: str(fact) for name, fact in refusal.facts.items()}
    return {"code": refusal.code, "words": refusal.words, "facts": facts}


def _no_batch() -> Refusal:
    return Refusal(
        "register.no_such_batch",
        "The file was written or discarded already. Choose it again.",
    )
