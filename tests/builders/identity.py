"""Organs, posts and people in one readable line."""

from datetime import UTC, date, datetime
from itertools import count

from tongban.kernel import Act
from tongban.kernel.identity import actions
from tongban.kernel.identity.queries import Organ, Person, Post

DISTRICT = "511602"
FIRST_DAY = date(2026, 1, 1)
_numbers = count(1)


def an_act(*, by: str = "system", organ: str = "", on: date = FIRST_DAY) -> Act:
    """At noon in Shanghai on the day `on`."""
    at = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    return Act(by=by, organ=organ, at=at, key=f"key-{next(_numbers)}")


def an_organ(
    name: str = "",
    *,
    parent: Organ | None = None,
    division: str = DISTRICT,
    since: date = FIRST_DAY,
) -> Organ:
    """An organ of Guangan District, founded on the first day."""
    return actions.found_organ(
        actions.NewOrgan(
            name=name or f"机关{next(_numbers)}",
            division=division,
            parent_id=parent.pk if parent else None,
            since=since,
        ),
        an_act(on=since),
    )


def a_post(organ: Organ | None = None, duty: str = "officer", *, name: str = "") -> Post:
    """A post with the mandates of its duty."""
    organ = organ or an_organ()
    return actions.open_post(organ.pk, an_act(), name=name or f"岗位{next(_numbers)}", duty=duty)


def a_person(name: str = "张三丰", *, kind: str = "staff", demo: bool = False) -> Person:
    """Somebody without a password."""
    username = f"person{next(_numbers)}"
    return actions.register_person(an_act(), username=username, name=name, kind=kind, demo=demo)


def a_clerk(organ: Organ | None = None, duty: str = "officer") -> tuple[Person, Post]:
    """Somebody of the staff in a post of that duty."""
    person, post = a_person(), a_post(organ, duty)
    actions.appoint(person.pk, an_act(), post_id=post.pk)
    return person, post
