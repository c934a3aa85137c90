"""Taking a file over: every row that is right becomes a draft for the second person, and the batch can be undone."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import telling
from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.actions.versions import draft_version
from tongban.kernel.catalogue.batches import Wrote
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.events import FileTakenOver, entry
from tongban.kernel.catalogue.exchange.actions.waiting import brought
from tongban.kernel.catalogue.exchange.entries import entries
from tongban.kernel.catalogue.exchange.plain import as_plain
from tongban.kernel.catalogue.exchange.planning import Outcome, Plan, Planned, plan
from tongban.kernel.catalogue.exchange.queries.standing import ground_for
from tongban.kernel.catalogue.exchange.reading import Book, read
from tongban.kernel.catalogue.exchange.remarks import column_of
from tongban.kernel.catalogue.items import Remark
from tongban.kernel.catalogue.models import (
    ImportBatch,
    ImportStep,
    Matter,
    MatterCode,
    MatterVersion,
    WaitingFile,
)
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import organ_by_id
from tongban.kernel.ledger.actions import append

SCHEME = "item_code"


@dataclass(frozen=True, slots=True)
class Applied:
    """导入完成: the rows as they went, and the batch of each county; none where nothing changed."""

    plan: Plan
    batches: tuple[ImportBatch, ...]


def planned(
    file: WaitingFile, kept: Collection[int], act: Act, *, hold: bool = False
) -> tuple[Book, Plan]:
    """Return the file, read, and what it would do on the day of the act for somebody who keeps these organs.

    To `hold` the matters lets nobody else write them until the transaction ends.
    """
    book = read(file.name, bytes(file.content))
    mapping = file.mapping or {}
    codes = {each.code for each in entries(book, mapping) if each.code}
    if hold:
        theirs = MatterCode.objects.filter(value__in=codes).values("matter")
        list(Matter.objects.select_for_update().filter(pk__in=theirs).order_by("pk"))
    return book, plan(book, mapping, ground_for(codes, kept, on=day_of(act)))


@transaction.atomic
def apply(file_id: int, act: Act, *, kept: Collection[int], seen: str = "") -> Applied:
    """导入: write a draft for every row that is right; a row that is refused leaves nothing behind.

    What would happen is found out anew. `seen` is the seal of the preview: refused where somebody has written since
    what the file would overwrite. `kept` are the organs whose catalogue the actor keeps.
    """
    file = brought(file_id, act)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_mattercode IN SHARE ROW EXCLUSIVE MODE")
    book, found = planned(file, kept, act, hold=True)
    if seen not in ("", found.seal):
        raise Refusal(
            "catalogue.preview_stale",
            "Somebody has changed matters of “{name}” since you looked at it. Look at what it would change now, and write the drafts then.",
            name=file.name,
        )
    steps: dict[int, list[ImportStep]] = {}
    rows = tuple(_done(row, act, file.name, steps) for row in found.rows)
    done = Plan(rows)
    batches = tuple(_record(home, made, book, done, act) for home, made in steps.items())
    file.delete()
    return Applied(done, batches)


def _done(row: Planned, act: Act, name: str, steps: dict[int, list[ImportStep]]) -> Planned:
    """Write the draft of a row, or return the row with the refusal that it met."""
    if row.content is None or row.outcome not in (Outcome.CREATED, Outcome.CHANGED):
        return row
    try:
        with transaction.atomic():
            home, step = _written(row, row.content, act, name)
    except Refusal as refusal:
        facts = {key: str(fact) for key, fact in refusal.facts.items()}
        title = column_of(refusal)
        remark = Remark(
            row.line, title, refusal.code, refusal.words, "Correct the row.", dict(facts)
        )
        return replace(row, outcome=Outcome.REFUSED, remarks=(remark,))
    steps.setdefault(home, []).append(step)
    return row


def _written(row: Planned, content: Content, act: Act, name: str) -> tuple[int, ImportStep]:
    matter = _matter(row, content, act)
    before = MatterVersion.objects.filter(matter=matter, status=Status.DRAFT).first()
    kept = None if before is None else as_plain(content_of(before))
    reason = _("Imported from the file {name}").format(name=name)
    draft = draft_version(matter.pk, act, content=content, reason=reason)
    return matter.home, ImportStep(
        matter=matter.pk,
        name=content.name,
        created=row.outcome is Outcome.CREATED,
        version=draft.pk,
        edition=draft.edition,
        before=kept,
    )


def _matter(row: Planned, content: Content, act: Act) -> Matter:
    """Return the matter of the row, entered where it is new."""
    if row.matter_id is not None:
        return Matter.objects.get(pk=row.matter_id)
    organ = organ_by_id(content.organ_id)
    home = organ.home if organ else 0
    matter = Matter.objects.create(
        home=home, organ_id=content.organ_id, origin="file", created=act.at
    )
    MatterCode.objects.create(
        matter=matter, scheme=SCHEME, value=row.code, warning=telling.oddity(row.code)
    )
    return matter


def _record(home: int, steps: list[ImportStep], book: Book, found: Plan, act: Act) -> ImportBatch:
    batch = ImportBatch.objects.create(
        home=home,
        file_name=book.name[:255],
        digest=book.digest,
        counts=found.counts,
        wrote=Wrote.DRAFTS,
        at=act.at,
        by=act.by,
    )
    for step in steps:
        step.batch = batch
    ImportStep.objects.bulk_create(steps, batch_size=500)
    event = FileTakenOver(
        batch.pk, book.digest, **found.counts, versions=tuple(step.version or 0 for step in steps)
    )
    append([entry(event, act, stream=f"catalogue/{home}", home=home)])
    return batch
