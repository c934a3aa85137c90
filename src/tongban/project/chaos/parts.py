"""The processes of a running house, found through /proc: the web server, the worker, the database server."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tongban.project.folder import Folder

WEB, WORKER, DATABASE = "web", "worker", "database"
PARTS = (WEB, WORKER, DATABASE)
COMMANDS = {WEB: "serve", WORKER: "worker"}
BOOK_KEEPER = "multiprocessing.resource_tracker"
AT_THE_HEAD = 0.5
"""How often the first process of a part is killed, and not one of those below it."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The inside of a running house: its data folder, and the process of its supervisor."""

    folder: Folder
    house: int

    def kill(self, part: str, chance: Random) -> int | None:
        """Kill one process of the part without warning and return its id; nothing where it has none just now."""
        head = self._head(part)
        if head is None:
            return None
        below = list(_below(head))
        chosen = head if not below or chance.random() < AT_THE_HEAD else chance.choice(below)
        try:
            os.kill(chosen, signal.SIGKILL)
        except ProcessLookupError:
            return None
        return chosen

    def is_back(self, part: str, killed: int) -> bool:
        """Say whether the part runs without the one that was killed; a web server is its first process and one below."""
        head = self._head(part)
        if head is None:
            return False
        below = list(_below(head))
        return killed not in {head, *below} and (part != WEB or below != [])

    def _head(self, part: str) -> int | None:
        """Return the first process of a part."""
        if part == DATABASE:
            return _postmaster(self.folder)
        command = ["tongban.project.command", COMMANDS[part]]
        found = (pid for pid in _children(self.house) if _words(pid)[-2:] == command)
        return next(found, None)


def _postmaster(folder: Folder) -> int | None:
    """Return the database server's process, if the one of the pid file runs."""
    try:
        lines = (folder.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    pid = int(lines[0]) if lines else 0
    return pid if pid and str(folder.cluster) in _words(pid) else None


def _below(head: int) -> Iterator[int]:
    """Yield all that it started, but for Python's own book-keepers, whom nobody misses."""
    for child in _children(head):
        if not any(BOOK_KEEPER in word for word in _words(child)):
            yield child
            yield from _below(child)


def _children(parent: int) -> list[int]:
    processes = (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit())
    return sorted(pid for pid in processes if _parent(pid) == parent)


def _parent(pid: int) -> int:
    """Return whose child it is; 0 when it is gone."""
    try:
        # The name of the program stands in brackets and may hold anything.
        return int(
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        )
    except (OSError, IndexError):
        return 0


def _words(pid: int) -> list[str]:
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return []
    return line.rstrip("\0").split("\0")
