"""The language of who reads a command's answer, for commands that start without Django."""

import gettext
import importlib
from collections.abc import Callable, Mapping
from pathlib import Path

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def translating(environment: Mapping[str, str], room: str) -> Callable[[str], str]:
    """Return what translates the words of a room below `tongban`: into Chinese where the locale is Chinese, else not at all."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if not locale.lower().startswith("zh"):
        return str
    folder = Path(__file__).parents[1].joinpath(*room.split("."), "locale")
    found = _catalogue(folder)
    if found is None:
        # Loaded by name, and only in a fresh folder: it takes longer than most commands.
        importlib.import_module("tongban.project.messages.compiling").compile_all()
        found = _catalogue(folder)
    return str if found is None else found.gettext


def _catalogue(folder: Path) -> gettext.NullTranslations | None:
    try:
        return gettext.translation("django", str(folder), ["zh_Hans"])
    except OSError:
        return None
