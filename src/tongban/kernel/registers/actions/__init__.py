"""Writing registers: entering, amending, closing, reopening and undoing; papers, labels, and what comes into force by its day."""

from tongban.kernel.registers.actions.coming import come_into_force
from tongban.kernel.registers.actions.keeping import amend, close, enter, reopen, undo
from tongban.kernel.registers.actions.labelling import label
from tongban.kernel.registers.actions.papers import file, unfile
from tongban.kernel.registers.actions.writing import Written

__all__ = [
    "Written",
    "amend",
    "close",
    "come_into_force",
    "enter",
    "file",
    "label",
    "reopen",
    "undo",
    "unfile",
]
