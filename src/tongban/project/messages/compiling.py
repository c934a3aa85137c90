"""Making what Django reads (.mo) from what people write (.po)."""

import io
import os

from babel.messages.mofile import write_mo

from tongban.project.messages.rooms import Room, rooms


def compile_all() -> int:
    """Compile every catalogue that changed since; return how many did."""
    stale = [room for room in rooms() if _is_stale(room)]
    for room in stale:
        _compile(room)
    return len(stale)


def _is_stale(room: Room) -> bool:
    if not room.catalogue.exists():
        return False
    changed = room.catalogue.stat().st_mtime_ns
    return not room.compiled.exists() or room.compiled.stat().st_mtime_ns != changed


def _compile(room: Room) -> None:
    """Write whole or not at all: two processes may do it at once. The catalogue's time marks what it was made from."""
    changed = room.catalogue.stat().st_mtime_ns
    content = io.BytesIO()
    write_mo(content, room.read())
    fresh = room.compiled.with_suffix(".mo.new")
    fresh.write_bytes(content.getvalue())
    os.utime(fresh, ns=(changed, changed))
    fresh.replace(room.compiled)
