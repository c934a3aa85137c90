"""The front-end packages: of each, only the files that pages name."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from tongban.project.environment import ROOT

PACKAGES = ROOT / "node_modules"
FILES = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler/tabler.min.css.map": "@tabler/core/dist/css/tabler.min.css.map",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "bpmn/bpmn-navigated-viewer.production.min.js": "bpmn-js/dist/bpmn-navigated-viewer.production.min.js",
    "bpmn/assets/diagram-js.css": "bpmn-js/dist/assets/diagram-js.css",
    "bpmn/assets/bpmn-js.css": "bpmn-js/dist/assets/bpmn-js.css",
}


class Installed(FileSystemStorage):
    """`node_modules`, under the names that pages use."""

    def __init__(self) -> None:
        """Stand on the folder of the packages."""
        super().__init__(location=PACKAGES)

    def path(self, name: str) -> str:
        """Return the file behind a page's name for it."""
        return str(PACKAGES / FILES[name])


class FrontFiles(BaseFinder):
    """Finds the files of `FILES`, and no other of `node_modules`."""

    def __init__(self, *_args: object, **_keywords: object) -> None:
        """Stand on the installed packages."""
        self.storage = Installed()

    def check(self, **_keywords: Any) -> list[Any]:  # noqa: ANN401 - Django's signature
        """Report nothing: `make setup` installs the packages, a test compares the list."""
        return []

    def find(self, path: str, find_all: bool = False, **_keywords: Any) -> Any:  # noqa: ANN401, FBT001, FBT002 - Django's signature
        """Return where `path` lies; nothing, or an empty list with `find_all`, when it is not ours."""
        place = PACKAGES / FILES[path] if path in FILES else None
        if place is None or not place.exists():
            return [] if find_all else None
        return [str(place)] if find_all else str(place)

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Installed]]:
        """Yield every installed file with where it is kept."""
        for name, place in FILES.items():
            if (PACKAGES / Path(place)).exists():
                yield name, self.storage
