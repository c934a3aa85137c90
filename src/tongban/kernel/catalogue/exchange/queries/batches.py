"""导入批次: files that wait, batches of a county and what each of them did, mappings that were chosen before."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from tongban.kernel.catalogue.batches import Wrote
from tongban.kernel.catalogue.exchange import mapping
from tongban.kernel.catalogue.models import (
    ColumnMapping,
    ImportBatch,
    ImportStep,
    Matter,
    WaitingFile,
)
from tongban.kernel.identity.queries import Organ, organs

__all__ = [
    "ImportBatch",
    "ImportStep",
    "WaitingFile",
    "Wrote",
    "batch_by_id",
    "batches",
    "remembered",
    "steps_of",
    "touched_organs",
    "waiting_file",
    "waiting_files",
]


def waiting_file(file_id: int, by: str) -> WaitingFile | None:
    """Return the file if `by` has brought it."""
    return WaitingFile.objects.filter(pk=file_id, by=by).first()


def waiting_files(by: str) -> list[WaitingFile]:
    """Return what `by` has brought and not taken over, the newest first, without the contents."""
    return list(WaitingFile.objects.filter(by=by).defer("content").order_by("-at"))


def remembered(header: tuple[str, ...], homes: Iterable[int]) -> Mapping[str, int] | None:
    """Return the mapping that keepers of these counties chose last for this header, or `None`."""
    rows = ColumnMapping.objects.filter(home__in=homes, signature=mapping.signature(header))
    found = rows.order_by("-at").first()
    return None if found is None else dict(found.mapping)


def batches(homes: Iterable[int]) -> QuerySet[ImportBatch]:
    """Return the batches of these counties, the latest first."""
    return ImportBatch.objects.filter(home__in=homes).order_by("-at", "-pk")


def batch_by_id(batch_id: int, homes: Iterable[int]) -> ImportBatch | None:
    """Return the batch if it is of one of these counties."""
    return ImportBatch.objects.filter(pk=batch_id, home__in=homes).first()


def steps_of(batch: ImportBatch) -> QuerySet[ImportStep]:
    """Return what the batch did, matter by matter."""
    return ImportStep.objects.filter(batch=batch).order_by("pk")


def touched_organs(batch: ImportBatch) -> list[Organ]:
    """Return the organs whose matters the batch touched; who takes it back must keep them all."""
    matters = ImportStep.objects.filter(batch=batch, undone=False).values("matter")
    theirs = Matter.objects.filter(pk__in=matters).values("organ")
    return list(organs().filter(pk__in=theirs))
