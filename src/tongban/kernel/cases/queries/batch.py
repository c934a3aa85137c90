"""Reading several work items at once: each with its case and its round, of the cases that the reader may see."""

from collections.abc import Collection
from datetime import date

from tongban.kernel.cases.models import Case, Round, WorkItem
from tongban.kernel.cases.queries import cases_visible_to
from tongban.kernel.identity.queries import Person

__all__ = ["Round", "items_of"]


def items_of(
    reader: Person, keys: Collection[tuple[str, int]], *, on: date
) -> dict[tuple[str, int], tuple[Case, WorkItem, Round]]:
    """Return the work items by case number and id, in three queries; what the reader may not see is left out."""
    numbers = {number for number, _item in keys}
    cases = {
        (one.home, one.id): one
        for one in cases_visible_to(reader, on=on).filter(number__in=numbers)
    }
    homes, ids = {home for home, _id in cases}, {id_ for _home, id_ in cases}
    within = {"home__in": homes, "case_id__in": ids}
    rounds = {(one.home, one.case_id, one.id): one for one in Round.objects.filter(**within)}
    items = WorkItem.objects.filter(**within, id__in={item for _number, item in keys})
    found = {}
    for item in items:
        case = cases.get((item.home, item.case_id))
        if case is not None:
            round_ = rounds[item.home, item.case_id, item.round]
            found[case.number, item.id] = (case, item, round_)
    return {key: entry for key, entry in found.items() if key in set(keys)}
