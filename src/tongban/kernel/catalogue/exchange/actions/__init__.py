"""Taking files over: bring, map, apply, undo."""

from tongban.kernel.catalogue.exchange.actions.applying import Applied, apply
from tongban.kernel.catalogue.exchange.actions.undoing import Kept, Undone, ask_undo, undo
from tongban.kernel.catalogue.exchange.actions.waiting import bring, discard, map_columns

__all__ = [
    "Applied",
    "Kept",
    "Undone",
    "apply",
    "ask_undo",
    "bring",
    "discard",
    "map_columns",
    "undo",
]
