"""Import lists of matters, load dossiers, and search the catalogue."""

import argparse
import json
import secrets
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import override

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import actions, measuring, queries, sheets, telling
from tongban.kernel.identity.plans import day_of
from tongban.kernel.sheets.reading import LARGEST_FILE

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subcommand."""
    matters = subparsers.add_parser("matters", help=__doc__, description=__doc__)
    verbs = matters.add_subparsers(required=True, metavar="VERB")
    _add_import(verbs)
    dossier = verbs.add_parser("dossier", help="load one dossier folder and publish it today")
    dossier.add_argument(
        "folder", type=Path, help="holds matter.yaml, form.schema.json and flow.bpmn"
    )
    dossier.add_argument("--json", action="store_true", help="print one JSON object")
    dossier.set_defaults(verb=_dossier)
    search = verbs.add_parser("search", help="find matters by name, everyday word or pinyin")
    search.add_argument("text", help="for example 公租房, gongzufang or gzf")
    search.add_argument("--json", action="store_true", help="print one JSON object a line")
    search.add_argument("--page", type=int, default=1, help="20 matters a page")
    search.set_defaults(verb=_search)
    measuring = verbs.add_parser("measure", help="say how well labelled questions are answered")
    measuring.add_argument("file", type=Path, metavar="QUERIES.csv")
    measuring.add_argument("--json", action="store_true", help="print one JSON object")
    measuring.set_defaults(verb=_measure)
    reindex = verbs.add_parser("reindex", help="apply changed everyday words to what is stored")
    reindex.set_defaults(verb=_reindex)


def _add_import(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    importing = verbs.add_parser(
        "import",
        help="list the matters of a CSV or xlsx file",
        description="List the matters of a CSV (UTF-8, GB 18030) or xlsx file. A second run changes nothing.",
    )
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen")
    importing.add_argument("--json", action="store_true", help="print the counts as one object")
    importing.add_argument(
        "--rejected", type=Path, metavar="FILE", help="write the rejected rows there, with reasons"
    )
    importing.set_defaults(verb=_import)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    return int(args.verb(args))


def _import(args: argparse.Namespace) -> int:
    """Import in the language of the file; rejected rows are told, not failed for."""
    sheet = sheets.read(args.file.name, _content(args.file))
    with override("zh-hans" if sheet.chinese else "en"):
        report = actions.import_matters(sheet, _act(), dry_run=args.dry_run)
        if args.json:
            print(json.dumps(report.counts))
        else:
            print("\n".join(telling.told(report)))
        if args.rejected is not None:
            text = telling.rejected_rows(sheet, report.rejected)
            args.rejected.write_text(text, encoding="utf-8-sig", newline="")
    return 0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            words = "The file has {size} bytes; at most {most} are read. Split it."
            facts = {"size": path.stat().st_size, "most": LARGEST_FILE}
            raise Refusal("catalogue.file_too_large", words, **facts)
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            "catalogue.file_unreadable",
            "{path} cannot be read: {reason}. Check the name and the rights.",
            path=str(path),
            reason=error.strerror or "",
        ) from error


def _act() -> Act:
    return Act(by="system", organ="", at=datetime.now(UTC), key=secrets.token_hex(16))


def _dossier(args: argparse.Namespace) -> int:
    """Load one dossier, in force from today."""
    act = _act()
    version = actions.load_dossier(args.folder, act, on=day_of(act))
    if args.json:
        facts = {
            "matter": version.matter_id,
            "version": version.pk,
            "ordinal": version.ordinal,
            "name": version.name,
            "online": version.online,
        }
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(f"{version.name}: version {version.ordinal}, online: {'yes' if version.online else 'no'}")  # fmt: skip
    return 0


def _search(args: argparse.Namespace) -> int:
    """Print what answers, best first; 1 where nothing does."""
    found = queries.search(args.text, on=day_of(_act()), page=args.page)
    for row in found.rows:
        if args.json:
            facts = {
                "matter": row.matter_id,
                "name": row.name,
                "organ": row.organ_name,
                "power_type": row.power_type,
                "online": row.online,
            }
            print(json.dumps(facts, ensure_ascii=False))
        else:
            print(f"{row.matter_id}\t{row.name}\t{row.organ_name}")
    if not args.json:
        print(f"{found.total} found, page {found.page} of {found.pages}", file=sys.stderr)
    return 0 if found.total else 1


def _measure(args: argparse.Namespace) -> int:
    """Ask every question of the file; 1 where fewer than nine in ten find a right name among the first three."""
    day = day_of(_act())
    found = measuring.measure(
        measuring.read(_content(args.file).decode("utf-8-sig")),
        lambda text: [row.name for row in queries.search(text, on=day, size=3).shown],
    )
    if args.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        print("\n".join(measuring.told(found)))
    return 0 if found.whole.at_3 >= measuring.ENOUGH else 1


def _reindex(_args: argparse.Namespace) -> int:
    """Write the search columns anew."""
    print(f"{actions.reindex()} versions indexed")
    return 0
