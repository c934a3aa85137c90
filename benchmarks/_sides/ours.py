"""Tongban: the commands of the kernel, as the doors call them."""

import importlib
import os
from pathlib import Path

from tongban.project import environment, readiness


def fill(recorded: Path) -> None:
    """Load the demo, and record for the limit what one case says to the database."""
    importlib.import_module("benchmarks._sides._cases").fill(recorded)


def main() -> None:
    """Complete what is asked for."""
    readiness.set_up(environment.read(os.environ))
    importlib.import_module("benchmarks._sides._cases").serve_ours()


if __name__ == "__main__":
    main()
