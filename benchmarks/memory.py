"""The memory of `make run` with the small demo, after every page of a day's work was looked at: by what it is for.

PSS counts a page that several processes share once among them all, so the parts add up to what the machine must have.
"""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.doors import PLAIN, Somebody, a_house

TURNS = 8
KINDS = {"serve": "web", "worker": "worker", "tongban.project.postgres.keeper": "keeper"}


def main() -> None:
    """Start a house of its own, look around in it, and print a line for each part."""
    with tempfile.TemporaryDirectory() as folder, a_house(Path(folder), "small") as url:
        for n in range(4):
            somebody = Somebody(url, n)
            for _turn in range(TURNS):
                for page, address in somebody.pages:
                    if page != PLAIN:
                        somebody.get(address)
        parts = _memory(Path(folder))
    for part, (pss, rss, count) in parts.items():
        told = {
            "part": part,
            "processes": count,
            "pss_mb": round(pss / 1024),
            "rss_mb": round(rss / 1024),
        }
        print(json.dumps({"bench": "memory", **told}), flush=True)


def _memory(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return kilobytes by part: PSS, RSS, and how many processes."""
    pss, rss, count = Counter[str](), Counter[str](), Counter[str]()
    for process in _of_the_house(folder):
        part = _part((process / "cmdline").read_bytes().decode(errors="replace").split("\0"))
        pss[part] += _kilobytes(process, "Pss")
        rss[part] += _kilobytes(process, "Rss")
        count[part] += 1
    found = {part: (pss[part], rss[part], count[part]) for part in sorted(count)}
    return found | {"all": (pss.total(), rss.total(), count.total())}


def _of_the_house(folder: Path) -> Iterator[Path]:
    """Yield the processes that were told of the folder, and all that these started."""
    parents: dict[int, int] = {}
    told: set[int] = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            number = int(process.name)
            parents[number] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            said = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            if str(folder).encode() in said:
                told.add(number)
    for number in parents:
        if not told.isdisjoint(_line(number, parents)):
            yield Path("/proc") / str(number)


def _line(number: int, parents: Mapping[int, int]) -> Iterator[int]:
    while number:
        yield number
        number = parents.get(number, 0)


def _part(words: Sequence[str]) -> str:
    if "postgres" in words[0]:
        return "database"
    return next((part for word, part in KINDS.items() if word in words), "run")


def _kilobytes(process: Path, name: str) -> int:
    """Return one figure of a process, 0 where it has just ended."""
    with suppress(OSError):
        text = (process / "smaps_rollup").read_text()
        if found := re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE):
            return int(found[1])
    return 0


if __name__ == "__main__":
    main()
