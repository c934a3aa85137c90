"""Taking back what a batch did, matter by matter; what was edited or published meanwhile stays, and is named."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.actions import storing
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.actions.periods import make_room, over
from tongban.kernel.catalogue.actions.versions import (
    draft_version,
    ended,
    hold_matter,
    next_ordinal,
    write_lists,
)
from tongban.kernel.catalogue.batches import Wrote
from tongban.kernel.catalogue.events import ImportUndone, UndoAsked, VersionPublished, entry
from tongban.kernel.catalogue.exchange.plain import from_plain
from tongban.kernel.catalogue.exchange.queries.batches import touched_organs
from tongban.kernel.catalogue.models import (
    ImportBatch,
    ImportStep,
    Matter,
    MatterCode,
    MatterVersion,
    Review,
)
from tongban.kernel.catalogue.reviews import Answer, Asked
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import PLATFORM
from tongban.kernel.ledger.actions import append


@dataclass(frozen=True, slots=True)
class Kept:
    """未撤销: a matter that stays as it is, and why."""

    matter_id: int
    name: str
    why: Refusal


@dataclass(frozen=True, slots=True)
class Undone:
    """撤销结果: how many matters were taken back, and which were kept."""

    taken_back: int
    kept: tuple[Kept, ...]


@transaction.atomic
def ask_undo(batch_id: int, act: Act) -> ImportBatch:
    """申请撤销导入: ask a second keeper to take back a list that was published at once."""
    batch, _steps = _held(batch_id, act)
    if batch.wrote != Wrote.PUBLISHED:
        raise Refusal(
            "catalogue.undo_needs_nobody",
            "“{name}” wrote drafts only. Take it back yourself; nobody else has to agree.",
            name=batch.file_name,
        )
    if batch.undo_asked_by:
        raise Refusal(
            "catalogue.undo_asked_already",
            "Somebody has asked to take “{name}” back already. Another keeper than that one takes it back.",
            name=batch.file_name,
        )
    batch.undo_asked, batch.undo_asked_by = act.at, act.by
    batch.save(update_fields=["undo_asked", "undo_asked_by"])
    event = UndoAsked(batch.pk)
    append([entry(event, act, stream=f"catalogue/{batch.home}", home=batch.home)])
    return batch


@transaction.atomic
def undo(batch_id: int, act: Act) -> Undone:
    """撤销导入: take a batch back, by somebody who keeps every organ that it touched. Drafts become what they were, or are dropped; what was published is superseded.

    A matter that the batch entered is removed if nothing of it was ever published. History is never rewritten:
    the former words of a published matter come into force again from the day of the act, as a new version. For
    that a keeper must have asked, and another one does it.
    """
    batch, steps = _held(batch_id, act)
    if batch.wrote == Wrote.PUBLISHED and _alone(batch, act):
        raise Refusal(
            "catalogue.undo_needs_second",
            "“{name}” was published at once: one keeper alone does not take it back. Ask for it, and another keeper agrees.",
            name=batch.file_name,
        )
    taken_back: list[int] = []
    kept: list[Kept] = []
    back = _draft_back if batch.wrote == Wrote.DRAFTS else _published_back
    for step in steps:
        why = _taken_back(step, act, back)
        if why is None:
            taken_back.append(step.pk)
        else:
            kept.append(Kept(step.matter, step.name, why))
    if taken_back:
        _record(batch, steps, taken_back, act)
    return Undone(len(taken_back), tuple(kept))


def _held(batch_id: int, act: Act) -> tuple[ImportBatch, list[ImportStep]]:
    """Return the batch, held, and what of it can be taken back, for somebody who keeps all that it touched."""
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    steps = list(ImportStep.objects.filter(batch=batch_id, undone=False).order_by("pk"))
    if batch is None or not steps:
        raise Refusal(
            "catalogue.nothing_to_undo",
            "Nothing of this import can be taken back: it was undone already, or what it did is not on record. Correct the matters one by one.",
        )
    may_keep(act, *touched_organs(batch))
    return batch, steps


def _alone(batch: ImportBatch, act: Act) -> bool:
    """Tell whether no other keeper than the actor asked for it; the platform needs none."""
    return act.by != PLATFORM and batch.undo_asked_by in ("", act.by)


def _taken_back(
    step: ImportStep, act: Act, back: Callable[[ImportStep, Matter, Act], None]
) -> Refusal | None:
    """Take one matter back, or say why it stays; a refusal leaves nothing half done."""
    try:
        with transaction.atomic():
            matter = hold_matter(step.matter)
            back(step, matter, act)
    except Refusal as refusal:
        return refusal
    return None


def _record(batch: ImportBatch, steps: list[ImportStep], done: list[int], act: Act) -> None:
    ImportStep.objects.filter(pk__in=done).update(undone=True)
    batch.undone, batch.undone_by = act.at, act.by
    batch.save(update_fields=["undone", "undone_by"])
    event = ImportUndone(
        batch.pk,
        matters=tuple(step.matter for step in steps if step.pk in done),
        kept=tuple(step.matter for step in steps if step.pk not in done),
    )
    append([entry(event, act, stream=f"catalogue/{batch.home}", home=batch.home)])


def _draft_back(step: ImportStep, matter: Matter, act: Act) -> None:
    draft = MatterVersion.objects.filter(pk=step.version or 0, status=Status.DRAFT).first()
    if draft is None:
        raise Refusal(
            "catalogue.published_meanwhile",
            "“{name}” was published or dropped after the import. Correct it by a new draft.",
            name=step.name,
        )
    if draft.edition != step.edition:
        raise _edited(step)
    if step.created:
        _remove(matter, draft, step)
    elif step.before is None:
        ended(draft, matter, act, on=day_of(act))
    else:
        draft_version(matter.pk, act, content=from_plain(step.before))


def _remove(matter: Matter, draft: MatterVersion, step: ImportStep) -> None:
    """Remove a matter of which nothing was ever published nor reviewed."""
    others = MatterVersion.objects.filter(matter=matter).exclude(pk=draft.pk).exists()
    if others or Review.objects.filter(version=draft).exists():
        raise _edited(step)
    draft.delete()
    MatterCode.objects.filter(matter=matter).delete()
    matter.delete()


def _published_back(step: ImportStep, matter: Matter, act: Act) -> None:
    """Publish the words from before the import again, where those of the import are still the last."""
    newest = (
        MatterVersion.objects.filter(matter=matter)
        .exclude(status=Status.CANCELLED)
        .order_by("-ordinal")
        .first()
    )
    if step.version is not None and (newest is None or newest.pk != step.version):
        raise _edited(step)
    day = day_of(act)
    if newest is not None and step.version is not None:
        if (refusal := over(newest, day)) is not None:
            raise refusal
        if step.created:
            ended(newest, matter, act, on=day)
        else:
            _former(newest, matter, act, day)
    matter.delivered = step.delivered
    matter.save(update_fields=["delivered", "organ"])


def _former(imported: MatterVersion, matter: Matter, act: Act, day: date) -> None:
    """Put the version before the imported one in force again, as its successor."""
    before = _replaced(imported)
    if before is None or imported.valid is None:
        return
    content, until = storing.content_of(before), imported.valid.upper
    closed, _later = make_room(matter, day)
    version = MatterVersion.objects.create(
        matter=matter,
        ordinal=next_ordinal(matter),
        status=Status.PUBLISHED,
        valid=DateRange(day, until),
        created=act.at,
        edited_by=act.by,
        edited=act.at,
        **storing.columns(content, department=before.organ.short_name),
    )
    write_lists(version, content)
    matter.organ = before.organ
    event = VersionPublished(
        version.pk,
        version.ordinal,
        version.online,
        day.isoformat(),
        until.isoformat() if until else None,
        closed,
    )
    append([entry(event, act, stream=f"matter/{matter.pk}", home=matter.home)])


def _replaced(imported: MatterVersion) -> MatterVersion | None:
    """Return the version that the imported one took the place of.

    It was cancelled if it had begun that very day, else it ended there; what two keepers ended was not in force.
    """
    if imported.valid is None:
        return None
    day = imported.valid.lower
    older = (
        MatterVersion.objects.filter(matter=imported.matter_id, ordinal__lt=imported.ordinal)
        .select_related("organ")
        .order_by("-ordinal")
    )
    ended = Review.objects.filter(asked__in=(Asked.CANCEL, Asked.SUSPEND), state=Answer.AGREED)
    of_that_day = older.filter(status=Status.CANCELLED, valid__startswith=day)
    of_that_day = of_that_day.exclude(pk__in=ended.values("version"))
    return of_that_day.first() or older.filter(valid__endswith=day).first()


def _edited(step: ImportStep) -> Refusal:
    return Refusal(
        "catalogue.edited_meanwhile",
        "“{name}” was edited after the import. Correct it by a new draft.",
        name=step.name,
    )
