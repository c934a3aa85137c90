"""Reading a case under its lock, the version of a round, the first use of a key, and rows by their keys."""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet

from tongban.kernel.cases.models import Case, CommandKey, Round, WorkItem
from tongban.kernel.identity.queries import Person, Post

__all__ = ["CommandKey", "at_posts", "case_held", "first_use", "handed_in_by", "version_of_item"]


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


def at_posts(posts: Iterable[Post]) -> Q:
    """Return the condition that an inbox row waits at one of the posts."""
    keys = Q(pk__in=[])
    for post in posts:
        keys |= Q(home=post.home, post=post.pk)
    return keys


def handed_in_by(reader: Person) -> QuerySet[CommandKey]:
    """Return, within a query of cases, the keys by which the reader handed the case in."""
    return CommandKey.objects.filter(
        home=OuterRef("home"), by=reader.actor_id, verb="submit", case_id=OuterRef("id")
    )
