"""Which doors domains open in the bar of the staff: a domain adds its own from its `ready`, the bar shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """栏目入口: the name of an address and the words on it; `space` is the namespace of the pages behind it."""

    address: str
    label: object
    space: str


DOORS: list[Door] = []


def open_door(address: str, label: object, *, space: str) -> None:
    """Add a door, once."""
    door = Door(address, label, space)
    if all(each.address != address for each in DOORS):
        DOORS.append(door)
