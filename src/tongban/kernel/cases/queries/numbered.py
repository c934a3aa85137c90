"""Cases by their numbers with their pauses, for rooms of the kernel that stand above; never for a page by itself."""

from collections import defaultdict
from collections.abc import Collection

from tongban.kernel.cases.models import Case
from tongban.kernel.cases.models import Pause as PauseRow
from tongban.kernel.cases.rules import parsed_number
from tongban.kernel.clock import Pause


def cases_numbered(numbers: Collection[str]) -> dict[str, Case]:
    """Return the cases with these numbers, by number; two queries a county at most."""
    return {one.number: one for home, ids in _by_home(numbers).items() for one in Case.objects.filter(home=home, id__in=ids)}  # fmt: skip


def pauses_numbered(numbers: Collection[str]) -> dict[str, list[Pause]]:
    """Return by number the pauses of these cases, one that is still open until its announced end."""
    found: dict[str, list[Pause]] = defaultdict(list)
    for home, ids in _by_home(numbers).items():
        for one in PauseRow.objects.filter(home=home, case_id__in=ids).order_by("id"):
            found[ids[one.case_id]].append(Pause(one.since, one.until or one.announced))
    return found


def _by_home(numbers: Collection[str]) -> dict[int, dict[int, str]]:
    homes: dict[int, dict[int, str]] = defaultdict(dict)
    for number in numbers:
        home, case_id = parsed_number(number)
        homes[home][case_id] = number
    return homes
