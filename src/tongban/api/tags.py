"""The entity tag of a case: its last event, by number and hash."""

import re

from django.utils.http import parse_etags

from tongban.kernel import Refusal
from tongban.kernel.cases.queries import Case

_TAG = re.compile(r'^"([0-9]{1,18})-[0-9a-f]{16}"$')


def tag(n: int, hash_: str) -> str:
    """Return the tag of a case whose last event is that."""
    return f'"{n}-{hash_[:16]}"'


def tag_of(case: Case) -> str:
    """Return the tag of a case as it stands."""
    return tag(case.n, case.hash)


def is_known(header: str | None, case: Case) -> bool:
    """Say whether the client has the case as it stands already (If-None-Match)."""
    known = parse_etags(header or "")
    return "*" in known or tag_of(case) in {each.removeprefix("W/") for each in known}


def seen_event(header: str | None) -> int:
    """Return the last event that the client saw (If-Match); refuse where the client does not say what it saw."""
    if header is None or not header.strip():
        raise Refusal(
            "api.match_missing",
            "Say which state of the case this is about: send its ETag as If-Match.",
        )
    found = _TAG.match(header.strip())
    n = int(found[1]) if found is not None else 0
    if n == 0:  # no case is without its first event
        raise changed()
    return n


def changed() -> Refusal:
    """Return the refusal of an act on a case that is no longer as the client saw it."""
    return Refusal(
        "api.changed",
        "The case is not as you saw it. Nothing was changed; read it again and decide anew.",
    )
