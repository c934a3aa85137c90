"""The demo's people, matters and cases: every module of this package adds its part, in the order it names.

A part is a module with `ORDER: int` and `load(at: datetime) -> str`. It adds what is missing and nothing twice, fast
when nothing is, and returns a few words on what it added, or none. All people in it are invented.
"""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import datetime
from types import ModuleType


def load(at: datetime, say: Callable[[str], None]) -> None:
    """Add whatever of the demo is missing, as at the instant `at`."""
    for part in parts():
        if words := part.load(at):
            say(words)


def parts() -> list[ModuleType]:
    """Return the modules of this package that hold a part, in order."""
    names = [each.name for each in pkgutil.iter_modules(__path__, f"{__name__}.")]
    modules = [importlib.import_module(name) for name in names]
    return sorted(
        (each for each in modules if hasattr(each, "ORDER")), key=lambda each: int(each.ORDER)
    )
