"""电子印章: the seal of an organ on its papers, through whatever seal service the place has; without one, room for ink.

A real service signs the finished PDF with the organ's certificate (GB/T 38540); a test double draws a seal that says so.
"""

from dataclasses import dataclass, field
from typing import Protocol

from tongban.kernel import Refusal
from tongban.kernel.papers.press.printing import RoundSeal


class Stamp(Protocol):
    """电子印章接口: what stands in the seal's place, and the finished file signed."""

    @property
    def name(self) -> str:
        """Return what the service is called on screen."""

    def drawn(self, organ: str) -> RoundSeal | None:
        """Return the seal to draw for that organ; `None` leaves room for ink, or for what `signed` adds."""

    def signed(self, pdf: bytes, *, organ: str) -> bytes:
        """Return the file with the organ's signature on it, or as it was. It must say the same on paper."""


@dataclass(frozen=True, slots=True)
class NoStamp:
    """No seal service is set up: the paper is printed, stamped by hand and scanned back."""

    name: str = "none"

    def drawn(self, organ: str) -> RoundSeal | None:
        """Return nothing: the place says 盖章."""
        return None

    def signed(self, pdf: bytes, *, organ: str) -> bytes:
        """Return the file as it is."""
        return pdf


@dataclass(frozen=True, slots=True)
class DrawnStamp:
    """演示印章: a red round seal that is only drawn, with a mark that says what it is worth."""

    name: str = "demo"
    mark: str = "演示"

    def drawn(self, organ: str) -> RoundSeal | None:
        """Return a seal with the organ's name."""
        return RoundSeal(organ, self.mark)

    def signed(self, pdf: bytes, *, organ: str) -> bytes:
        """Return the file as it is: nothing is signed."""
        return pdf


@dataclass(slots=True)
class Stamps:
    """The seal services that packages have brought, by name; the last one added stamps."""

    known: dict[str, Stamp] = field(default_factory=dict)

    def add(self, stamp: Stamp) -> None:
        """Take a service in. Raises `Refusal` for a name that is taken."""
        if stamp.name in self.known or stamp.name == NoStamp().name:
            raise Refusal(
                "papers.stamp_taken",
                "A seal service called {name} is already there. Give this one another name.",
                name=stamp.name,
            )
        self.known[stamp.name] = stamp

    def current(self) -> Stamp:
        """Return the service that stamps now."""
        return next(reversed(self.known.values()), NoStamp())


stamps = Stamps()
