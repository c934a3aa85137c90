"""The rooms that have words, and where their catalogues lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[2]
LANGUAGE = "zh_Hans"


@dataclass(frozen=True, slots=True)
class Room:
    """One Django app with its own catalogue. `name` is dotted, below `tongban`."""

    name: str
    folder: Path

    @property
    def catalogue(self) -> Path:
        """The Chinese catalogue, which is kept."""
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def compiled(self) -> Path:
        """What Django reads, which is made."""
        return self.catalogue.with_suffix(".mo")

    def files(self, pattern: str) -> Iterator[Path]:
        """Yield the room's files, without those of a room inside it."""
        inner = [path.parent for path in self.folder.rglob("apps.py") if path.parent != self.folder]
        for path in sorted(self.folder.rglob(pattern)):
            if not any(path.is_relative_to(each) for each in inner):
                yield path

    def read(self) -> Catalog:
        """Return what the catalogue holds; an empty one where there is none."""
        if not self.catalogue.exists():
            return Catalog(locale=LANGUAGE)
        with self.catalogue.open("rb") as file:
            return read_po(file, locale=LANGUAGE)


def rooms() -> list[Room]:
    """Return every room that tells Django of itself, in order of name."""
    found = (path.parent for path in PACKAGE.rglob("apps.py"))
    return sorted(
        (Room(".".join(folder.relative_to(PACKAGE).parts), folder) for folder in found),
        key=lambda room: room.name,
    )
