"""Take over what other systems report of the cases that they handle."""

import argparse
import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import override

from tongban.kernel import Act, Refusal
from tongban.kernel.mirrors import actions, reading, telling

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    mirrors = subparsers.add_parser("mirrors", help=__doc__, description=__doc__)
    verbs = mirrors.add_subparsers(required=True, metavar="VERB")
    importing = verbs.add_parser(
        "import",
        help="take over the cases of another system from a CSV or xlsx file",
        description="Take over the cases of another system from a CSV (UTF-8, GB 18030) or xlsx file. A second run changes nothing.",
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument(
        "--system", required=True, metavar="NAME", help="the system that reports, as pages name it"
    )
    importing.add_argument("--dry-run", action="store_true", help="say what would happen")
    importing.add_argument("--json", action="store_true", help="print the counts as one object")
    importing.set_defaults(verb=_import)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(args.verb(args))


def _import(args: argparse.Namespace) -> int:
    """Import in the language of the file; refused rows are told, not failed for."""
    sheet = reading.read(args.file.name, _content(args.file))
    act = Act(by="system", organ="", at=datetime.now(UTC), key=secrets.token_hex(16))
    with override("zh-hans" if sheet.chinese else "en"):
        done = actions.import_reports(sheet, act, system=args.system, dry_run=args.dry_run)
        print(json.dumps(done.counts) if args.json else "\n".join(telling.told(done)))
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            "mirror.file_unreadable",
            "{path} cannot be read: {reason}. Check the name and the rights.",
            path=str(path),
            reason=error.strerror or "",
        ) from error
