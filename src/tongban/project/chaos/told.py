"""What the client of a run has read: one line a fact, on disk before the next question is asked."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock


class What(StrEnum):
    """What became of a question: done, refused, never answered, answered anew and otherwise; or the client broke."""

    DONE = "done"
    REFUSED = "refused"
    SILENT = "silent"
    CHANGED = "changed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Told:
    """One command that a client asked for: who, under which key, and what was answered."""

    what: str
    by: str
    verb: str
    key: str
    number: str = ""
    n: int = 0
    hash: str = ""
    words: str = ""
    tries: int = 1
    """How often it was asked until somebody answered."""


class Book:
    """The client's file. A line that was written is on disk, whatever is killed next."""

    def __init__(self, path: Path) -> None:
        """Go on where the file ends."""
        self._file = path.open("a", encoding="utf-8")
        self._lock = Lock()

    def write(self, told: Told) -> None:
        """Keep one fact."""
        with self._lock:
            self._file.write(json.dumps(asdict(told), ensure_ascii=False) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """End the file."""
        self._file.close()


def read(path: Path) -> Iterator[Told]:
    """Yield what the client has read."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Told(**json.loads(line))
