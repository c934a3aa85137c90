"""办理程序: the body of law by which a case of a matter runs, as data: its states, moves, papers and limits."""

from tongban.standards.procedures.procedure import SAME, Move, Procedure
from tongban.standards.procedures.shelf import names, procedure

__all__ = ["SAME", "Move", "Procedure", "names", "procedure"]
