"""Scanning files for malware through whatever scanner the place has; without one, that is said honestly."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from tongban.kernel import Refusal


class Verdict(StrEnum):
    """扫描结果: what is known of a file's safety."""

    NOT_SCANNED = "not-scanned"
    CLEAN = "clean"
    INFECTED = "infected"


class Scanner(Protocol):
    """A malware scanner: says what it finds in the file at `path`, and never changes or runs it."""

    @property
    def name(self) -> str:
        """Return what the scanner is called on screen and in the row."""

    def scan(self, path: Path) -> Verdict:
        """Return the verdict on the file at `path`."""


@dataclass(frozen=True, slots=True)
class NoScanner:
    """No scanner is set up: nothing is claimed."""

    name: str = "none"

    def scan(self, path: Path) -> Verdict:
        """Return `NOT_SCANNED`, whatever the file."""
        return Verdict.NOT_SCANNED


@dataclass(slots=True)
class Scanners:
    """The scanners that packages have brought, by name; the last one added scans."""

    known: dict[str, Scanner] = field(default_factory=dict)

    def add(self, scanner: Scanner) -> None:
        """Take a scanner in. Raises `Refusal` for a name that is taken."""
        if scanner.name in self.known or scanner.name == NoScanner().name:
            raise Refusal(
                "documents.scanner_taken",
                "A scanner called {name} is already there. Give this one another name.",
                name=scanner.name,
            )
        self.known[scanner.name] = scanner

    def current(self) -> Scanner:
        """Return the scanner that scans now."""
        return next(reversed(self.known.values()), NoScanner())


scanners = Scanners()
