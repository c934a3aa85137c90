"""Who did the work of three years: those who hold the posts now, and before them predecessors who handed over."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.identity.actions import register_person
from tongban.kernel.identity.queries import Person, PersonKind, person_by_id
from tongban.project.demo.life.names import person_name

EACH = 10_000
"""After so many cases everybody hands over to somebody else: so nobody's own list grows with the county's log."""


@transaction.atomic
def teams(
    actors: Iterable[str], cases: int, *, seed: int, at: datetime
) -> Sequence[Mapping[str, str]]:
    """Return who stands for whom, the earliest first; in the last team everybody stands for himself.

    Predecessors hold no post any more and cannot log in.
    """
    rng, known = Random(f"{seed}/staff"), sorted(set(actors))
    people = {actor: person_by_id(int(actor.partition("/")[2])) for actor in known}
    staff = [actor for actor, one in people.items() if one and one.kind == PersonKind.STAFF]
    himself = {actor: actor for actor in known}
    before = [
        himself | {actor: _predecessor(rng, actor, turn, at).actor_id for actor in staff}
        for turn in range(max(0, -(-cases // EACH) - 1))
    ]
    return [*before, himself]


def _predecessor(rng: Random, actor: str, turn: int, at: datetime) -> Person:
    username = f"bench-{actor.replace('/', '-')}-{turn}"
    act = Act("system", "", at, username)
    return register_person(act, username=username, name=person_name(rng), kind=PersonKind.STAFF)
