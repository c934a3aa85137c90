"""Writes the log of our own cases as XES: what `tongban log export` does once Django stands."""

import gzip
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from tongban.kernel import Refusal
from tongban.kernel.mining.own import EXTENSION, Wanted, own_log
from tongban.kernel.mining.writing import xes


def export(out: Path | None, *, since: str, until: str, home: int | None, steps: bool) -> int:
    """Write it to a file, packed where its name ends in .gz, or to standard output; say on stderr how much it is."""
    wanted = Wanted(
        first=_day(since) or date.min, last=_day(until) or date.max, home=home, steps=steps
    )
    log = own_log(wanted)
    if out is None:
        sys.stdout.buffer.writelines(xes(log, EXTENSION))
        sys.stdout.buffer.flush()
    else:
        with _opened(out) as file:
            file.writelines(xes(log, EXTENSION))
    print(f"{log.cases} cases with {log.events} events", file=sys.stderr)
    return 0


def _opened(out: Path) -> BinaryIO:
    try:
        return cast("BinaryIO", gzip.open(out, "wb")) if out.suffix == ".gz" else out.open("wb")
    except OSError as error:
        words = "{path} cannot be written: {reason}. Check the folder and the rights."
        facts = {"path": str(out), "reason": error.strerror or ""}
        raise Refusal("log.unwritable", words, **facts) from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        words = "“{text}” is no day. Write it as 2026-02-13."
        raise Refusal("log.no_day", words, text=text[:40]) from error
