"""Check a log without the platform: the chain of docs/reference/ledger.md, recomputed event by event.

    python checkers/ledger.py verify events.jsonl [--holds HASH]      every stream of the file must hold from its first event
    python checkers/ledger.py check docs/reference/vectors/ledger.jsonl    every vector must come out as written

Standard library only, no line shared with the platform. A file has one event a line, as JSON with its `hash`; `-` is
standard input. A stream must be whole: whether its end was cut off shows only against a hash that somebody kept, such
as the one printed on a receipt, given as `--holds`.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

KEYS = {"stream", "n", "type", "at", "by", "behalf", "organ", "data", "prev", "hash"}
AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
LARGEST = 2**53 - 1
SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Fault(Exception):
    """Something that no event may be. Its text is a reason of docs/reference/ledger.md."""


def written(value: object) -> str:
    """Return the RFC 8785 form of a value of the log."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int) and abs(value) <= LARGEST:
        return str(value)
    if isinstance(value, list):
        return f"[{','.join(written(each) for each in value)}]"
    if isinstance(value, dict) and all(map(str.isascii, value)):
        pairs = (f"{quoted(key)}:{written(value[key])}" for key in sorted(value))
        return f"{{{','.join(pairs)}}}"
    raise Fault("form")


def quoted(text: str) -> str:
    """Return a text in quotation marks; only what must be escaped is, in the shortest way."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Fault("form")
    return '"' + "".join(SHORT.get(sign) or control(sign) for sign in text) + '"'


def control(sign: str) -> str:
    """Return a character, or the escape of a control character."""
    return f"\\u{ord(sign):04x}" if sign < " " else sign


def digest(value: object) -> str:
    """Return the lower-hex SHA-256 of the RFC 8785 form."""
    return hashlib.sha256(written(value).encode()).hexdigest()


def fault(before: dict[str, Any] | None, event: dict[str, Any]) -> str | None:
    """Return the reason why `event` does not follow `before`; `None` when it does."""
    if not well_formed(event):
        return "form"
    last = before or {"n": 0, "hash": "0" * 64, "at": ""}
    if event["n"] != last["n"] + 1:
        return "n"
    if event["prev"] != last["hash"]:
        return "prev"
    if event["at"] < last["at"]:
        return "at"
    try:
        fits = digest({key: event[key] for key in KEYS - {"hash"}}) == event["hash"]
    except (Fault, RecursionError):
        return "form"
    return None if fits else "hash"


def well_formed(event: dict[str, Any]) -> bool:
    """Tell whether an event has its ten keys, each of its kind."""
    if event.keys() != KEYS:
        return False
    texts = all(isinstance(event[key], str) for key in KEYS - {"n", "behalf", "data"})
    others = (
        type(event["n"]) is int
        and isinstance(event["behalf"], str | None)
        and isinstance(event["data"], dict)
    )
    return texts and others and is_instant(event["at"])


def is_instant(text: str) -> bool:
    """Tell whether a text is an instant in UTC with microseconds."""
    try:
        return bool(AT.fullmatch(text)) and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def faults(events: Iterable[dict[str, Any]]) -> list[tuple[str, int, str]]:
    """Return the first break of each stream as (stream, n, reason)."""
    heads: dict[str, dict[str, Any]] = {}
    found: dict[str, tuple[str, int, str]] = {}
    for event in events:
        stream, n = str(event.get("stream", "?")), event.get("n")
        if stream in found:
            continue
        reason = fault(heads.get(stream), event)
        if reason:
            found[stream] = (stream, n if type(n) is int else 0, reason)
        heads[stream] = event
    return list(found.values())


def parsed(line: str) -> dict[str, Any]:
    """Return the object of one line; a key given twice, or anything but an object, is no event."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise Fault("form")
        return dict(pairs)

    try:
        value = json.loads(line, object_pairs_hook=once)
    except (ValueError, Fault, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def verify(lines: Iterable[str], holds: str) -> int:
    """Verify a file of events, and that one of them has the hash `holds`; print what is broken."""
    events = [parsed(line) for line in lines if line.strip()]
    found = faults(events)
    for stream, n, reason in found:
        say(f"{stream} event {n}: {reason}")
    absent = bool(holds) and holds not in [event.get("hash") for event in events]
    if absent:
        say(f"no event has the hash {holds}")
    streams = {str(event.get("stream", "?")) for event in events}
    say(f"{len(events)} events in {len(streams)} streams, {len(found)} broken")
    return 1 if found or absent or not events else 0


def check(lines: Iterable[str]) -> int:
    """Compare every vector with what is computed here; print those that differ."""
    wrong, number = 0, 0
    for number, line in enumerate(lines, 1):
        vector = json.loads(line)
        if "events" in vector:
            wanted: Any = vector["faults"]
            found: Any = [list(each) for each in faults(vector["events"])]
        else:
            wanted = [vector["written"], vector["sha256"]]
            found = [written(vector["value"]), digest(vector["value"])]
        if found != wanted:
            wrong += 1
            say(f"line {number}: {vector['name']}: {wanted} expected, {found} found")
    say(f"{number} vectors, {wrong} wrong")
    return 1 if wrong or not number else 0


def say(words: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{words}\n")


def main() -> int:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    verifying = verbs.add_parser("verify", help="verify a file of events, one a line")
    verifying.add_argument("file", help="- is standard input")
    verifying.add_argument("--holds", metavar="HASH", default="", help="an event must have it")
    checking = verbs.add_parser("check", help="compare every vector")
    checking.add_argument("file")
    args = parser.parse_args()
    text = sys.stdin.read() if args.file == "-" else Path(args.file).read_text(encoding="utf-8")
    # Only a line feed ends a line: a text in an event may hold other separators.
    lines = text.removesuffix("\n").split("\n")
    return verify(lines, args.holds) if args.verb == "verify" else check(lines)


if __name__ == "__main__":
    sys.exit(main())
