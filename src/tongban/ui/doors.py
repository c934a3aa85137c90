"""The doors that trades add to the staff's bar: each brings its own as Django starts, so that the bar names no trade."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """入口: a link in the staff's bar: its words, the name of its address, and the names of the pages that belong to it.

    With a `register` it is shown to who may read that register.
    """

    label: object
    url: str
    pages: frozenset[str]
    register: str = ""


_brought: dict[str, Door] = {}


def bring(door: Door) -> None:
    """Add a door; brought again, it is the same one."""
    _brought[door.url] = door


def doors() -> list[Door]:
    """Return the doors in the order in which they were brought."""
    return list(_brought.values())
