"""值班表、AB岗: who sits where on a day, and what a plan of duty must be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tongban.kernel import Refusal


class Duty(StrEnum):
    """大厅岗位: at a window, showing the way (导办), helping at the machines (帮办), and the duty manager (值班主任)."""

    WINDOW = "window"
    GUIDE = "guide"
    HELPER = "helper"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Turn:
    """值班: one duty on one day, post A and its deputy B (actors such as `person/12`, the deputy perhaps empty)."""

    duty: Duty
    first: str
    deputy: str = ""
    window: int | None = None
    absent: bool = False

    @property
    def sitting(self) -> str:
        """Return who is there: A, or B where A is absent; nobody where A is absent and has no deputy."""
        return self.deputy if self.absent else self.first


def checked(new: Turn, others: Iterable[Turn]) -> Turn:
    """Return a turn that can be planned beside the others of its day; refuse what cannot be."""
    if (new.window is not None) != (new.duty is Duty.WINDOW):
        raise Refusal("hall.turn_window", "Duty at a window needs a window, no other duty does.")
    if not new.first or new.first == new.deputy:
        raise Refusal(
            "hall.turn_people",
            "Post A needs somebody, and post B somebody else. Choose two people.",
        )
    if any(one.first == new.first for one in others):
        raise Refusal(
            "hall.turn_twice",
            "Whoever holds post A here holds it elsewhere on that day. Choose somebody else, or end the other duty.",
        )
    return new
