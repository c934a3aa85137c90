"""The page of all events, made from the code: `cd tests && python -m builders.events > ../docs/reference/events.md`."""

import importlib
import inspect
import re
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

from builders.sources import PACKAGE

HEAD = """# Events

Every type of event that the log holds, with the keys of its `data`. The other keys of an event, and how it is hashed,
are in [ledger.md](ledger.md). Types are only ever added. No event holds personal
data.

This page is made from the code, by `cd tests && python -m builders.events`; a test compares.
"""
STREAMS = {
    "ledger": "",
    "identity": "Streams `organ/ID`, `post/ID` and `person/ID`.",
    "law": "Stream `law/REGION`, for the whole country `law/national`.",
    "parties": "Stream `party/ID`.",
    "allowances": "Stream `allowance/ID`. The movements of an account are these events.",
    "bookings": "Streams `thing/ID` and `booking/ID`.",
    "documents": "Stream `document/ID`.",
    "notices": "Stream `delivery/ID`.",
    "certificates": "Stream `certificate/ID`.",
    "concerns": "Stream `concern/ID`.",
    "papers": "Streams `paper/ID`, and `papers/ORGAN` for what a keeper did for an organ, for all organs `papers/national`.",
    "registers": "Stream `entry/KIND/ID`, `KIND` that of the register. The row of an entry, whichever domain keeps it, is the fold of these events and their contents.",
    "catalogue": "Streams `matter/ID` and `catalogue/DIVISION`.",
    "mirrors": "Stream `mirror/ID`.",
    "api": "Stream `client/ID`.",
    "bundles": "Stream `joint/NUMBER`, whose fold are the rows of a joint application, and `bundle/CODE` for the editions of a plan.",
    "hall": "Streams `hall/ID`, `appointment/ID`, `ticket/ID`, `patrol/ID` and `question/ID`.",
    "vehicles/dispatches": "Stream `dispatch/ID`. The row of a dispatch is the fold of these events, as those of the trade below are; `tongban vehicles verify` compares.",
    "vehicles/disposals": "Stream `disposal/ID`, the ID that of the car.",
    "vehicles/meters": "Stream `odometer/ID`, the ID that of the car.",
    "vehicles/outlays": "Stream `car/ID`. A record of the book is one event.",
    "vehicles/plans": "Stream `car-plan/ID`.",
    "vehicles/repairs": "Stream `repair/ID`.",
    "vehicles/tracks": "Streams `track/ID`, the ID that of the car, and `fence/ID`.",
    "cases": "Stream `case/NUMBER`. The rows of a case are the fold of these events and of nothing else.",
}
PLAIN = {
    str: "text",
    int: "integer",
    bool: "true or false",
    type(None): "null",
    object: "any value",
}


def rooms() -> list[str]:
    """Return the rooms that bring events, from the ground up."""
    kernel = PACKAGE / "kernel"
    found = {path.parent.name for path in kernel.glob("*/events.py")}
    found |= {path.parent.parent.name for path in kernel.glob("*/events/__init__.py")}
    trades = PACKAGE / "domains"
    brought = {path.parent.relative_to(trades).as_posix() for path in trades.glob("*/**/events.py")}
    return [*sorted(found, key=list(STREAMS).index), "api", *sorted(brought)]


def place_of(room: str) -> str:
    """Return where a room with events lies: in the kernel, the door for programs, or a trade."""
    if room == "api":
        return room
    trade = (PACKAGE / "domains" / room).is_dir()
    return f"domains/{room}" if trade else f"kernel/{room}"


def event_classes(room: str) -> list[type]:
    """Return the event classes of a room in the order of its file."""
    module = importlib.import_module(f"tongban.{place_of(room).replace('/', '.')}.events")
    return [each for each in vars(module).values() if is_event(each, module.__name__)]


def is_event(thing: Any, module: str) -> bool:
    """Tell whether a thing of a module is an event class of it."""
    own = inspect.isclass(thing) and f"{thing.__module__}.".startswith(f"{module}.")
    return own and is_dataclass(thing) and isinstance(vars(thing).get("type"), str)


def parts() -> list[type]:
    """Return what case events are made of."""
    module = importlib.import_module("tongban.kernel.cases.events")
    return [
        each
        for name in ("Reference", "TokenData", "ItemData", "NodeClock", "Original", "TakenMaterial")
        if (each := vars(module)[name])
    ]


def opening(thing: type) -> tuple[str, str]:
    """Return the Chinese term and the meaning with which a docstring opens."""
    term, _, meaning = " ".join((inspect.getdoc(thing) or "").split()).partition(": ")
    return term, meaning[:1].upper() + meaning[1:]


def shape(kind: object) -> str:
    """Return what a key holds, in words."""
    if kind in PLAIN:
        return PLAIN[kind]  # type: ignore[index]
    if inspect.isclass(kind):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    origin, inner = getattr(kind, "__origin__", None), getattr(kind, "__args__", ())
    if str(origin) == "typing.Literal":
        return " or ".join(f"`{each}`" for each in inner)
    if origin is Mapping:
        return f"object of {shape(inner[1])}"
    if origin is not None:
        return f"list of {shape(inner[0])}"
    return " or ".join(map(shape, inner))


def described(thing: type) -> str:
    """Return a class's meaning and its keys."""
    _term, meaning = opening(thing)
    hints = get_type_hints(thing)
    keys = [f"`{field.name}` {shape(hints[field.name])}" for field in fields(thing)]
    return f"{meaning}\n\n{', '.join(keys) or 'no keys'}\n"


def events_page() -> str:
    """Return the page."""
    page = [HEAD]
    for room in rooms():
        events = event_classes(room)
        if events:
            page.append(f"\n## {room}\n\n{STREAMS[room]}\n")
        page += [f"\n### `{each.type}` {opening(each)[0]}\n\n{described(each)}" for each in events]
    page.append("\n## Parts\n")
    page += [
        f"\n### {part.__name__}\n\n{opening(part)[0]}: {described(part)[0].lower()}{described(part)[1:]}"
        for part in parts()
    ]
    return re.sub(r"\n{3,}", "\n\n", "".join(page))


if __name__ == "__main__":
    sys.stdout.write(events_page())
