"""演示角色: whom a visitor of the demonstration may try the platform as."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tongban.kernel.identity.models import Holding, Person, Post
from tongban.kernel.identity.queries.reach import open_from


@dataclass(frozen=True, slots=True)
class Persona:
    """演示角色: an invented person to try the platform as, with the posts held on that day."""

    person: Person
    posts: tuple[Post, ...]


def demo_personas(*, on: date) -> list[Persona]:
    """Return the invented people of the demonstration with their posts, in two queries. Never offer them in production."""
    people = list(Person.objects.filter(is_demo=True, is_active=True).order_by("pk"))
    rows = Holding.objects.select_related("post__organ", "post__office").filter(
        open_from(on), open_from(on, of="post__"), since__lte=on, post__since__lte=on
    )
    posts: dict[int, list[Post]] = defaultdict(list)
    for holding in rows.filter(person__in=people).order_by("since", "pk"):
        posts[holding.person_id].append(holding.post)
    return [Persona(person, tuple(posts[person.pk])) for person in people]
