"""Publish bundles of matters, and check joint applications against the log."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from tongban.kernel import Act, Refusal
from tongban.kernel.bundles.actions import end_bundle, publish
from tongban.kernel.bundles.queries import differences
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.ledger.queries import snapshot

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bundles publish`, `bundles end` and `bundles verify`."""
    parser = subparsers.add_parser("bundles", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    put = verbs.add_parser("publish", help="put the plan of a bundle.yaml into force from today on")
    put.add_argument("file", type=Path)
    end = verbs.add_parser("end", help="let nobody apply for a bundle from tomorrow on")
    end.add_argument("code")
    verify = verbs.add_parser(
        "verify", help="fold the log of every joint application and name each row that differs"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Publish, end or verify; exit 1 when anything differs, 2 when it was refused."""
    if args.verb == "verify":
        return _verified(as_json=args.json)
    act = Act("system", "", datetime.now(SHANGHAI), uuid4().hex)
    try:
        if args.verb == "end":
            end_bundle(args.code, act)
            return 0
        edition = publish(args.file.read_text(encoding="utf-8"), act)
    except OSError as error:
        raise Refusal(
            "bundle.file", "The file cannot be read: {reason}.", reason=error.strerror or ""
        ) from error
    name = edition.bundle.name
    sys.stdout.write(f"{name}: edition {edition.ordinal} is in force from {edition.valid.lower}\n")
    return 0


def _verified(*, as_json: bool) -> int:
    with snapshot():
        found = list(differences())
    if as_json:
        print(json.dumps({"ok": not found, "faults": found}))
    elif found:
        print("\n".join(f"joint/{each}: the rows differ from the log" for each in found))
    else:
        print("every joint application equals its log")
    return 1 if found else 0
