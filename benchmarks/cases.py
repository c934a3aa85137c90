"""Completing a work item, durable, beside hand-written psycopg that does the same lock, read, hash and writes."""

import importlib
import os
import tempfile
from pathlib import Path

from tongban.project import environment, readiness


def main() -> None:
    """Start a database of its own with the demo, and measure both in turns."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TONGBAN_DATA"] = str(Path(folder) / "data")
        os.environ.pop("DATABASE_URL", None)
        here = environment.read(os.environ)
        readiness.set_up(here)
        with readiness.ready(here, lambda words: None):
            importlib.import_module("benchmarks._completing").measure()
