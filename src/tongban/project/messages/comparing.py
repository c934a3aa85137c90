"""Whether every room's catalogue says all that its source says, and nothing else."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import normalize

from tongban.project.messages import from_python, from_templates
from tongban.project.messages.entries import Entry
from tongban.project.messages.rooms import PACKAGE, Room

PLACES = re.compile(r"\{(\w+)\}|%\((\w+)\)s|%(s|d)")
# Rooms without an app have no catalogue; the room that hands their words to people keeps them.
SPOKEN_BY = {"kernel.law": ("standards",)}
WITHOUT_CATALOGUE = ("standards", "kernel/clock", "kernel/flows")


def collected(room: Room) -> set[Entry]:
    """Return all that the room's source says."""
    found: set[Entry] = set()
    for path in _sources(room):
        found |= from_python.entries(path)
    for path in room.files("*.html"):
        found |= from_templates.entries(path)
    return found


def faults(room: Room) -> list[str]:
    """Return what is wrong with the room's catalogue, a line each."""
    wanted = collected(room)
    kept = {_entry(message): message for message in room.read() if message.id}
    missing = [f"missing: {entry.text!r}" for entry in sorted(wanted - kept.keys())]
    foreign = (path for name in WITHOUT_CATALOGUE for path in (PACKAGE / name).rglob("*.py"))
    said = {text for path in (*_sources(room), *foreign) for text in from_python.constants(path)}
    obsolete = [entry for entry in kept.keys() - wanted if entry.text not in said]
    return [
        *missing,
        *(f"obsolete: {entry.text!r}" for entry in sorted(obsolete)),
        *(fault for message in kept.values() for fault in _faults_of(message)),
    ]


def clashes(among: Iterable[Room]) -> list[str]:
    """Return the words that two rooms say differently: on the site only one of them is heard, whichever room comes first."""
    said: dict[Entry, tuple[str, object]] = {}
    found = []
    for room in among:
        for message in room.read():
            entry = _entry(message)
            name, words = said.setdefault(entry, (room.name, message.string))
            if entry.text and message.string and words != message.string:
                found.append(
                    f"{entry.text!r}: {words!r} in {name}, {message.string!r} in {room.name}"
                )
    return found


def add_missing(room: Room) -> int:
    """Append what is missing to the catalogue with empty translations; return how many were."""
    kept = {_entry(message) for message in room.read()}
    missing = sorted(collected(room) - kept)
    if not missing:
        return 0
    room.catalogue.parent.mkdir(parents=True, exist_ok=True)
    before = room.catalogue.read_text(encoding="utf-8") if room.catalogue.exists() else _HEADER
    text = before.rstrip("\n") + "\n\n" + "\n".join(map(_written, missing))
    room.catalogue.write_text(text, encoding="utf-8")
    return len(missing)


_HEADER = r"""msgid ""
msgstr ""
"Language: zh_Hans\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""


def _sources(room: Room) -> Iterator[Path]:
    yield from (path for path in room.files("*.py") if "migrations" not in path.parts)
    for name in SPOKEN_BY.get(room.name, ()):
        yield from sorted((PACKAGE / name).rglob("*.py"))


def _entry(message: Message) -> Entry:
    texts = message.id if isinstance(message.id, tuple | list) else (message.id, "")
    return Entry(str(texts[0]), str(texts[1]), message.context or "")


def _faults_of(message: Message) -> Iterator[str]:
    entry = _entry(message)
    given = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if message.fuzzy:
        yield f"fuzzy: {entry.text!r}"
    for text in given:
        if not text:
            yield f"not translated: {entry.text!r}"
        elif _places(text) != _places(entry.plural or entry.text):
            yield f"other places than in the source: {entry.text!r} -> {text!r}"


def _places(text: str) -> set[str]:
    return {"".join(groups) for groups in PLACES.findall(text)}


def _written(entry: Entry) -> str:
    lines = [f"msgctxt {normalize(entry.context)}"] if entry.context else []
    lines.append(f"msgid {normalize(entry.text, width=0)}")
    if entry.plural:
        lines += [f"msgid_plural {normalize(entry.plural, width=0)}", 'msgstr[0] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"
