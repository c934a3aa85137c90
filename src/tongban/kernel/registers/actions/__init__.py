"""Writing registers: entering, amending, closing, reopening and undoing; papers, labels, and what comes into force by its day."""

from tongban.kernel.registers.actions.coming import come_into_force
from tongban.kernel.registers.actions.importing import (
    bring,
    discard,
    map_columns,
    start,
    take_back,
    write_waiting,
)
from tongban.kernel.registers.actions.keeping import amend, close, enter, reopen, undo
from tongban.kernel.registers.actions.labelling import label
from tongban.kernel.registers.actions.papers import file, unfile
from tongban.kernel.registers.actions.writing import Written, written_by

__all__ = [
    "Written",
    "amend",
    "bring",
    "close",
    "come_into_force",
    "discard",
    "enter",
    "file",
    "label",
    "map_columns",
    "reopen",
    "start",
    "take_back",
    "undo",
    "unfile",
    "write_waiting",
    "written_by",
]
