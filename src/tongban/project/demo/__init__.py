"""The demo's people, matters and cases: every module of this package, and of a trade's `demo` package, adds its part, in the order it names.

A part is a module with `ORDER: int` and `load(at: datetime) -> str`. It adds what is missing and nothing twice, fast
when nothing is, and returns a few words on what it added, or none. All people in it are invented.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from datetime import datetime
from types import ModuleType

from django.apps import apps


def load(at: datetime, say: Callable[[str], None]) -> None:
    """Add whatever of the demo is missing, as at the instant `at`."""
    for part in parts():
        if words := part.load(at):
            say(words)


def parts() -> list[ModuleType]:
    """Return the modules of this package, and of the `demo` package of each trade, that hold a part, in order."""
    packages = [importlib.import_module(__name__), *_of_trades()]
    modules = [
        importlib.import_module(each.name)
        for package in packages
        for each in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    ]
    return sorted(
        (each for each in modules if hasattr(each, "ORDER")), key=lambda each: int(each.ORDER)
    )


def _of_trades() -> list[ModuleType]:
    names = [config.name for config in apps.get_app_configs()]
    wanted = [f"{name}.demo" for name in names if name.startswith("tongban.domains.")]
    return [importlib.import_module(name) for name in wanted if importlib.util.find_spec(name)]
