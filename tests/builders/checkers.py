"""The stand-alone checker of the log, as a module and as a program of its own."""

import importlib.util
import json
import subprocess
import sys
from typing import Any

from builders.sources import ROOT

LEDGER = ROOT / "docs" / "reference" / "verify_ledger.py"


def ledger_checker() -> Any:
    """Return the checker as a module, loaded from its file."""
    spec = importlib.util.spec_from_file_location("ledger_checker", LEDGER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checked(verb: str, given: object, *options: str, without: str = "") -> tuple[int, str]:
    """Return status and words of the checker over a text, or over a value as JSON; `-S` keeps packages from it."""
    command = [sys.executable, *(each for each in ("-I", without) if each), str(LEDGER), verb, "-"]
    text = given if isinstance(given, str) else json.dumps(given)
    done = subprocess.run(
        [*command, *options], input=text, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr
