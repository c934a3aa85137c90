"""Reading rows that hang on somebody who leaves: items, hearings, originals, and handovers made before (离职交接)."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from tongban.kernel.cases.handing import WorkHandover
from tongban.kernel.cases.models import Case, Original, Special, WorkItem

__all__ = ["WorkHandover"]


def cases_with_items_of(
    actor: str, posts: Collection[int], states: Collection[str]
) -> list[tuple[int, int]]:
    """Return home and id of the cases with an item in such a state that the actor holds, or at one of the posts."""
    rows = WorkItem.objects.filter(Q(holder=actor) | Q(post__in=posts), state__in=tuple(states))
    return sorted(set(rows.values_list("home", "case_id")))


def numbers_presided(actor: str, states: Collection[str]) -> list[str]:
    """Return the numbers of the cases in which the actor chairs a special procedure in such a state."""
    rows = Special.objects.filter(chair=actor, state__in=states)
    return _numbers(rows.values_list("home", "case_id"))


def numbers_with_originals(actor: str) -> list[str]:
    """Return the numbers of the cases of which the actor keeps originals."""
    return _numbers(Original.objects.filter(holder=actor).values_list("home", "case_id"))


def handovers_of(giver: str) -> list[WorkHandover]:
    """Return the handovers of somebody's work, the last first."""
    return list(WorkHandover.objects.filter(giver=giver).order_by("-id"))


def handover_by_id(handover_id: int) -> WorkHandover | None:
    """Return a handover; whether the reader may see it, the caller asks."""
    return WorkHandover.objects.filter(pk=handover_id).first()


def later_cases(earlier: Case) -> QuerySet[Case]:
    """Return the cases that took this one up, the first first; for who was found to see it."""
    return Case.objects.filter(home=earlier.home, earlier=earlier.number).order_by("id")


def _numbers(keys: Iterable[tuple[int, int]]) -> list[str]:
    wanted = set(keys)
    rows = Case.objects.filter(id__in={case_id for _home, case_id in wanted}).order_by("id")
    return [one.number for one in rows if (one.home, one.id) in wanted]
