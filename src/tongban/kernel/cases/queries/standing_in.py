"""Reading the inbox of a reader: what waits at his posts, and for those he stands in for (代理)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.kernel.cases.models import Case, Inbox, Round
from tongban.kernel.cases.queries import in_order
from tongban.kernel.cases.queries.keys import at_posts
from tongban.kernel.cases.rules import APPROVE, READ
from tongban.kernel.identity.queries import Person, Post, posts_of
from tongban.kernel.identity.queries.proxies import HANDED, Proxy, posts_shared, proxies_to

__all__ = ["Inbox", "Proxy", "inbox_of_reader", "stood_in_for"]

SECOND = frozenset({"intake", "decide"})
"""批准权限: who may approve what others ask for has one of these."""


def inbox_of_reader(reader: Person, *, on: date) -> QuerySet[Inbox]:
    """Return the open work items of the reader's posts and of those he stands in for, the soonest promised day first.

    What somebody else at one of his own posts claimed stands there too, so that nothing is lost when that one leaves. What he
    may do in his own name, with the one voice of his organ, does not stand there a second time for whom he stands in.
    """
    given = proxies_to(reader, on=on)
    own = list(posts_of(reader, on=on))
    keys = at_posts(own)
    for proxy in given:
        keys |= _covered(proxy, posts_shared(proxy.giver, reader, on=on), own)
    return in_order(Inbox.objects.filter(keys).exclude(act=READ))


def stood_in_for(
    reader: Person, rows: Iterable[Inbox], *, on: date
) -> dict[tuple[int, int, int], Proxy]:
    """Return under which proxy the reader sees a row that is not at a post of his, by case and item."""
    own = {post.pk for post in posts_of(reader, on=on)}
    others = [row for row in rows if row.post not in own]
    found: dict[tuple[int, int, int], Proxy] = {}
    for proxy in proxies_to(reader, on=on) if others else ():
        posts = {post.pk for post in posts_shared(proxy.giver, reader, on=on)}
        for row in others:
            if row.post in posts and _acts(proxy, row.act):
                found.setdefault((row.case_home, row.case_id, row.item), proxy)
    return found


def _covered(proxy: Proxy, posts: Iterable[Post], own: Iterable[Post]) -> Q:
    """Return the condition that a row waits at one of the posts, the proxy covers it, and it is not the reader's anyway."""
    acts = [act for act in (*map(str, HANDED), APPROVE) if _acts(proxy, act)]
    keys = _not_of(posts, own) & Q(act__in=acts) & _free_for(proxy.giver.actor_id)
    if not proxy.matters:
        return keys
    cases = Case.objects.filter(
        home=OuterRef("case_home"), id=OuterRef("case_id"), matter__in=proxy.matters
    )
    return keys & Q(Exists(cases))


def _not_of(posts: Iterable[Post], own: Iterable[Post]) -> Q:
    """Return the condition that a row waits at one of the posts and its organ's voice does not wait at one's own as well."""
    keys, mine = Q(pk__in=[]), list(own)
    for post in posts:
        beside = [one for one in mine if one.organ_id == post.organ_id]
        keys |= at_posts([post]) & ~_waits_at(beside) if beside else at_posts([post])
    return keys


def _waits_at(posts: Iterable[Post]) -> Q:
    case, name = OuterRef("case_id"), OuterRef("node")
    row = Inbox.objects.filter(
        at_posts(posts), case_home=OuterRef("case_home"), case_id=case, node=name
    )
    step = Round.objects.filter(
        home=OuterRef("case_home"), case_id=case, name=name, state="open", unit="organ"
    )
    return Q(Exists(row)) & Q(Exists(step))


def _free_for(actor: str) -> Q:
    """Return the condition that nobody else has claimed the row (认领)."""
    return Q(holder__isnull=True) | Q(holder=actor)


def _acts(proxy: Proxy, act: str) -> bool:
    powers = set(proxy.powers or map(str, HANDED))
    return bool(powers & SECOND) if act == APPROVE else act in powers
