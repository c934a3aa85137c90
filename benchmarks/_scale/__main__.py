"""Measure one database: `python -m benchmarks._scale CASES`; TONGBAN_DATA names it."""

import importlib
import os
import sys

from tongban.project import environment, readiness

PARTS = ("space", "log", "pages")


def main() -> None:
    """Let each part print its lines."""
    here = environment.read(os.environ)
    readiness.set_up(here)
    # Loaded by name: they must find Django standing.
    parts = [importlib.import_module(f"benchmarks._scale.{name}") for name in PARTS]
    with readiness.ready(here, lambda words: None):
        for part in parts:
            part.main(int(sys.argv[1]))


if __name__ == "__main__":
    main()
