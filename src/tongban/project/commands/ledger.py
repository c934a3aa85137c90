"""Seal the log, check it from end to end, and hand out what others check it by."""

import argparse
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tongban.kernel import Refusal
from tongban.kernel.cases.rules import not_found, parsed_number
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.queries import faults, size, snapshot
from tongban.kernel.ledger.queries.bundling import bundle, homes_of_stream, streams_of_subject
from tongban.kernel.ledger.queries.sealing import newest_seal, seal_faults, waiting_to_be_sealed
from tongban.kernel.ledger.seals import PLACE, Kept, SealRecord, kept_seals, shown

NEEDS_DATABASE = True


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `ledger verify`, `ledger seal` and `ledger export`."""
    parser = subparsers.add_parser("ledger", help=__doc__, description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser(
        "verify",
        help="recompute every hash, root and signature, and name the first broken link of each stream and of the seals",
    )
    verify.add_argument(
        "--since",
        metavar="SEAL",
        default="",
        help="a seal that somebody kept: a file of the page of seals, its text, or 12:HASH",
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    seal = verbs.add_parser("seal", help="put all events that wait under a new seal, now")
    seal.add_argument("--json", action="store_true", help="print one JSON object")
    export = verbs.add_parser(
        "export", help="print events with their proofs as one bundle that others check offline"
    )
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument("--case", metavar="NUMBER", default="", help="the log of this case")
    what.add_argument("--stream", metavar="NAME", default="", help="any stream, such as organ/3")
    export.add_argument(
        "--home", type=int, help="the county, where streams of several have the name"
    )


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    if args.verb == "seal":
        return _seal(as_json=args.json)
    if args.verb == "export":
        return _export(args.case, args.stream, args.home)
    return _verify(_kept(args.since), as_json=args.json)


def _seal(*, as_json: bool) -> int:
    began = time.perf_counter()
    seal = seal_waiting(datetime.now(UTC))
    if as_json:
        print(json.dumps(None if seal is None else shown(seal)))
    elif seal is None:
        print("no event waits to be sealed")
    else:
        print(f"seal {seal.k} over {seal.count} events ({_speed(seal.count, began)}): {seal.hash}")
    return 0


def _verify(kept: Sequence[Kept], *, as_json: bool) -> int:
    """Verify; exit 1 when anything is broken."""
    began = time.perf_counter()
    with snapshot():
        found = [
            {"stream": stream, "n": n, "reason": reason}
            for stream, n, reason in (*faults(), *seal_faults(kept))
        ]
        streams, events = size()
        seals, waiting = (newest_seal() or SealRecord()).k, waiting_to_be_sealed()
    if as_json:
        counts = {"streams": streams, "events": events, "seals": seals, "unsealed": waiting}
        print(json.dumps({"ok": not found, **counts, "faults": found}, ensure_ascii=False))
    else:
        for fault in found:
            where = "seal" if fault["stream"] == PLACE else f"{fault['stream']} event"
            print(f"{where} {fault['n']}: {fault['reason']}")
        print(
            f"{events} events in {streams} streams under {seals} seals, {waiting} not yet sealed "
            f"({_speed(events, began)}): "
            + ("all chains hold" if not found else f"{len(found)} broken")
        )
    return 1 if found else 0


def _export(number: str, stream: str, home: int | None) -> int:
    with snapshot():
        if number:
            number = number.strip().replace(" ", "")
            there, case_id = parsed_number(number)
            names = streams_of_subject(there, case_id)
            if f"case/{number}" not in names:
                raise not_found()
        else:
            there, names = _home_of(stream, home), [stream]
        made = bundle(there, names, case=number or None)
    print(json.dumps(made, ensure_ascii=False))
    return 0


def _home_of(stream: str, home: int | None) -> int:
    homes = [each for each in homes_of_stream(stream) if home in {None, each}]
    if not homes:
        raise Refusal("ledger.no_stream", "There is no stream {stream}.", stream=stream)
    if len(homes) > 1:
        words = "Streams of several counties are called {stream}: {homes}. Name one with --home."
        raise Refusal(
            "ledger.several_homes", words, stream=stream, homes=", ".join(map(str, homes))
        )
    return homes[0]


def _kept(given: str) -> list[Kept]:
    if not given:
        return []
    try:
        is_file = Path(given).is_file()
    except (OSError, ValueError):
        is_file = False
    return kept_seals(Path(given).read_text(encoding="utf-8") if is_file else given)


def _speed(events: int, began: float) -> str:
    return f"{events / (time.perf_counter() - began):,.0f} a second"
