"""Reading a case under its lock, the version of a round, and the first use of a key."""

from tongban.kernel.cases.models import Case, CommandKey, Round, WorkItem

__all__ = ["CommandKey", "case_held", "first_use", "version_of_item"]


def case_held(case: Case) -> Case:
    """Return the case as it stands, under its lock until the caller's transaction ends: nobody acts on it meanwhile."""
    return Case.objects.select_for_update().get(home=case.home, id=case.id)


def version_of_item(case: Case, item: int) -> int:
    """Return the version of the round that a work item belongs to; 0, which no round has, where there is no such item."""
    rounds = WorkItem.objects.filter(home=case.home, case_id=case.id, id=item).values("round")
    rows = Round.objects.filter(home=case.home, case_id=case.id, id__in=rounds)
    return rows.values_list("version", flat=True).first() or 0


def first_use(by: str, key: str) -> CommandKey | None:
    """Return what an actor used a key for first, in whatever county; `None` while it is new."""
    return CommandKey.objects.filter(by=by, key=key).first()
