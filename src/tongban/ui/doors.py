"""The doors that trades add to the bars of the staff and of the public: each brings its own as Django starts, so that the bar names no trade."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """入口: a link in the staff's bar: its words, the name of its address, and the names of the pages that belong to it.

    With a `register` it is shown to who may read that register, with `duties` to who holds a post of one of them; a `public`
    one is shown to everybody, in the bar of the public.
    """

    label: object
    url: str
    pages: frozenset[str]
    register: str = ""
    duties: frozenset[str] = frozenset()
    public: bool = False


_brought: dict[str, Door] = {}


def bring(door: Door) -> None:
    """Add a door; brought again, it is the same one."""
    _brought[door.url] = door


def doors() -> list[Door]:
    """Return the doors for the staff in the order in which they were brought."""
    return [one for one in _brought.values() if not one.public]


def public_doors() -> list[Door]:
    """Return the doors for everybody in the order in which they were brought."""
    return [one for one in _brought.values() if one.public]
