"""Keeping a file that somebody looks at before it is taken over."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.exchange import mapping as mappings
from tongban.kernel.catalogue.exchange.queries.batches import remembered, waiting_file
from tongban.kernel.catalogue.exchange.reading import read
from tongban.kernel.catalogue.models import ColumnMapping, WaitingFile

# A file that nobody took over is not kept: what is in it is out of date, and the place is needed.
_KEPT = timedelta(days=7)


@transaction.atomic
def bring(name: str, content: bytes, act: Act, *, homes: Iterable[int]) -> WaitingFile:
    """上传: keep a file that can be read, with its columns mapped as its header was before, or as they are guessed."""
    book = read(name, content)
    WaitingFile.objects.filter(at__lt=act.at - _KEPT).delete()
    found = remembered(book.header, homes) if book.tables else {}
    return WaitingFile.objects.create(
        by=act.by,
        name=name[:255],
        content=content,
        mapping=mappings.guess(book.header) if found is None else found,
        at=act.at,
    )


@transaction.atomic
def map_columns(
    file_id: int, act: Act, *, mapping: Mapping[str, int], homes: Iterable[int]
) -> WaitingFile:
    """对应列: say which column holds which fact; remembered for the next file with this header."""
    file = brought(file_id, act)
    header = read(file.name, bytes(file.content)).header
    chosen = mappings.checked(mapping, header)
    file.mapping = chosen
    file.save(update_fields=["mapping"])
    for home in homes:
        ColumnMapping.objects.update_or_create(
            home=home,
            signature=mappings.signature(header),
            defaults={"mapping": chosen, "at": act.at},
        )
    return file


@transaction.atomic
def discard(file_id: int, act: Act) -> None:
    """放弃导入: drop a file without taking it over."""
    brought(file_id, act).delete()


def brought(file_id: int, act: Act) -> WaitingFile:
    """Return the file that the actor brought; refuse another's, and one that is gone."""
    file = waiting_file(file_id, act.by)
    if file is None:
        raise Refusal(
            "catalogue.no_waiting_file",
            "The file was taken over or discarded already. Choose it again.",
        )
    return file
