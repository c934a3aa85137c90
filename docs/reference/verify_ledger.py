"""Check a log without the platform: chains, seals and proofs of docs/reference/ledger.md, recomputed from what was handed out.

    python docs/reference/verify_ledger.py bundle BUNDLE.json [--key HEX] [--seal FILE]
    python docs/reference/verify_ledger.py seals SEALS.json [--key HEX] [--seal FILE]
    python docs/reference/verify_ledger.py verify EVENTS.jsonl [--holds HASH]
    python docs/reference/verify_ledger.py check docs/reference/vectors/ledger.jsonl

Standard library only, no line shared with the platform. `bundle` checks what `tongban ledger export` wrote, `seals` the
public file of all seals, `verify` whole streams, one event a line as JSON with its `hash`, `check` the vectors; `-` is
standard input. Signatures are checked where the package `cryptography` is installed; elsewhere it says that they were not.

A key and a seal prove something when they were kept apart from what is checked: `--key` must be the key, and `--seal` (a
seal, or an older file of seals) must be among the seals. A stream that no seal holds yet must be whole: whether its end
was cut off shows only against a hash that somebody kept, such as the one printed on a receipt, given as `--holds`.
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

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

KEYS = {"stream", "n", "type", "at", "by", "behalf", "organ", "data", "prev", "hash"}
SEALED = ("k", "first", "count", "root", "prev", "at")
SEAL = {*SEALED, "hash", "signature"}
PROOF = {"hash", "seal", "index", "path"}
BUNDLE = {"case", "events", "proofs", "seals", "head", "key"}
HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
LONG_HEX = re.compile(r"[0-9a-f]{128}", re.ASCII)
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


def is_hash(value: object) -> bool:
    """Tell whether a value is 32 bytes in lower hex."""
    return isinstance(value, str) and bool(HEX.fullmatch(value))


def is_number(value: object, least: int) -> bool:
    """Tell whether a value is an integer from `least` on."""
    return type(value) is int and least <= value <= LARGEST


def is_seal(seal: object) -> bool:
    """Tell whether a seal has its eight keys, each of its kind."""
    return (
        isinstance(seal, dict)
        and seal.keys() == SEAL
        and all(is_number(seal[key], 1) for key in ("k", "first", "count"))
        and all(is_hash(seal[key]) for key in ("root", "prev", "hash"))
        and isinstance(seal["signature"], str)
        and bool(LONG_HEX.fullmatch(seal["signature"]))
        and isinstance(seal["at"], str)
        and is_instant(seal["at"])
    )


def seal_hash(seal: dict[str, Any]) -> str:
    """Return the hash of a seal: over its six keys."""
    try:
        return digest({key: seal[key] for key in SEALED})
    except (Fault, KeyError, RecursionError):
        return ""


def is_signed(seal: dict[str, Any], key: str) -> bool:
    """Tell whether the key signed the hash of the seal; what cannot be checked here is taken for signed."""
    if Ed25519PublicKey is None:
        return True
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(seal["signature"]), bytes.fromhex(seal["hash"]))
    except (InvalidSignature, ValueError):
        return False
    return True


def place_fault(before: dict[str, Any], seal: dict[str, Any]) -> str | None:
    """Return which key of a seal does not follow the seal before; `None` when all do."""
    wanted = {
        "k": before["k"] + 1,
        "first": before["first"] + before["count"],
        "prev": before["hash"],
    }
    wrong = [key for key, value in wanted.items() if seal[key] != value]
    return wrong[0] if wrong else "at" if seal["at"] < before["at"] else None


def seal_fault(before: dict[str, Any] | None, seal: dict[str, Any], key: str) -> str | None:
    """Return why a seal does not hold, or does not follow the one before; `None` when it does."""
    if not is_seal(seal):
        return "form"
    if before is None and seal["k"] == 1:
        before = {"k": 0, "first": 1, "count": 0, "hash": "0" * 64, "at": ""}
    reason = None if before is None else place_fault(before, seal)
    if reason is None and seal_hash(seal) != seal["hash"]:
        reason = "hash"
    if reason is None and not is_signed(seal, key):
        reason = "signature"
    return reason


def seal_faults(seals: list[Any], key: str) -> list[str]:
    """Return the first break of a run of seals, in words, or nothing."""
    before = None
    for seal in seals:
        reason = seal_fault(before, seal, key)
        if reason:
            k = seal.get("k") if isinstance(seal, dict) else "?"
            return [f"seal {k}: {reason}"]
        before = seal
    return []


def kept_faults(seals: list[Any], kept: str) -> list[str]:
    """Return why the seals are not those that somebody kept: one seal, a list of them, or a file of seals."""
    known = {seal["k"]: seal["hash"] for seal in seals}
    value = parsed(kept if kept.lstrip().startswith("{") else f'{{"seals": {kept}}}')
    mine = value.get("seals", [value])
    if not isinstance(mine, list) or not mine or not all(map(is_kept, mine)):
        return ["what was kept is no seal"]
    met = [each for each in mine if each["k"] in known]
    if not met:
        first = f"they begin with {min(known)}" if known else "there are none"
        return [f"no seal that was kept is among these: {first}"]
    other = [each["k"] for each in met if seal_hash(each) != known[each["k"]]]
    return [f"seal {k}: it is not the seal that was kept" for k in other[:1]]


def is_kept(seal: object) -> bool:
    """Tell whether this can be a seal that somebody kept: six keys, and with a hash the one that fits."""
    if not isinstance(seal, dict) or not set(SEALED) <= seal.keys() or not is_number(seal["k"], 1):
        return False
    return bool(seal_hash(seal)) and seal.get("hash", seal_hash(seal)) == seal_hash(seal)


def climbed(value: str, index: int, count: int, path: list[str]) -> str | None:
    """Return the root to which a path leads from a leaf (RFC 9162, 2.1.3.2); `None` when it has the wrong length."""
    place, last = index, count - 1
    found = hashlib.sha256(b"\0" + bytes.fromhex(value)).digest()
    for each in path:
        beside = bytes.fromhex(each)
        if last == 0:
            return None
        if place % 2 or place == last:
            found = hashlib.sha256(b"\1" + beside + found).digest()
            while place and not place % 2:
                place, last = place // 2, last // 2
        else:
            found = hashlib.sha256(b"\1" + found + beside).digest()
        place, last = place // 2, last // 2
    return found.hex() if last == 0 else None


def is_proof(proof: object) -> bool:
    """Tell whether a proof has its four keys, each of its kind."""
    return (
        isinstance(proof, dict)
        and proof.keys() == PROOF
        and is_hash(proof["hash"])
        and is_number(proof["seal"], 1)
        and is_number(proof["index"], 0)
        and isinstance(proof["path"], list)
        and all(map(is_hash, proof["path"]))
    )


def proof_fault(proof: dict[str, Any], seals: dict[int, dict[str, Any]]) -> str | None:
    """Return why a proof does not lead to the root of its seal; `None` when it does."""
    if not is_proof(proof):
        return "form of its proof"
    seal = seals.get(proof["seal"])
    if seal is None:
        return f"seal {proof['seal']} is not in the bundle"
    if proof["index"] >= seal["count"]:
        return "index"
    root = climbed(proof["hash"], proof["index"], seal["count"], proof["path"])
    return None if root == seal["root"] else "path"


def proof_faults(bundle: dict[str, Any]) -> list[str]:
    """Return the first event whose proof does not hold, or that lacks one though a later one of its stream has it."""
    seals = {seal["k"]: seal for seal in bundle["seals"]}
    proofs: dict[str, Any] = {}
    for proof in bundle["proofs"]:
        name = proof.get("hash") if isinstance(proof, dict) else None
        if not isinstance(name, str) or name in proofs:
            return [f"proof of {name}: form"]
        proofs[name] = proof
    places: dict[str, tuple[int, int] | None] = {}
    for event in bundle["events"]:
        proof, stream = proofs.pop(event["hash"], None), event["stream"]
        last = places.get(stream, (0, 0))
        reason = None if proof is None else proof_fault(proof, seals)
        place = None if proof is None or reason else (proof["seal"], proof["index"])
        if reason is None and place is not None:
            reason = "the event before has no proof" if last is None else None
            reason = "order" if last is not None and place < last else reason
        if reason:
            return [f"{stream} event {event['n']}: {reason}"]
        places[stream] = place
    return [f"proof of {name}: no such event" for name in list(proofs)[:1]]


def bundle_faults(bundle: dict[str, Any], key: str, kept: str) -> list[str]:
    """Return what is wrong with a bundle, the first of each kind, in words; nothing when it holds."""
    if bundle.keys() != BUNDLE:
        return ["the bundle: form"]
    lists = all(isinstance(bundle[name], list) for name in ("events", "proofs", "seals"))
    if not lists or not all(isinstance(each, dict) for each in bundle["events"]):
        return ["the bundle: form"]
    if not isinstance(bundle["head"], dict) or not is_hash(bundle["key"]):
        return ["the bundle: form"]
    if key and key != bundle["key"]:
        return [f"key: {bundle['key']} is not the one that was named"]
    found = [f"{stream} event {n}: {reason}" for stream, n, reason in faults(bundle["events"])]
    found = found or head_faults(bundle)
    found = found or seal_faults(bundle["seals"], bundle["key"])
    found = found or proof_faults(bundle)
    return found + (kept_faults(bundle["seals"], kept) if kept and not found else [])


def head_faults(bundle: dict[str, Any]) -> list[str]:
    """Return where the streams do not end as the bundle says; an event of a case must lie in a stream that is named."""
    ends: dict[str, int] = {}
    for event in bundle["events"]:
        ends[event["stream"]] = event["n"]
    wrong = sorted(
        name
        for name in ends.keys() | bundle["head"].keys()
        if ends.get(name) != bundle["head"].get(name)
    )
    if wrong:
        return [
            f"{wrong[0]}: head says {bundle['head'].get(wrong[0])}, the events end at {ends.get(wrong[0])}"
        ]
    case = bundle["case"]
    if not ends or (case is not None and f"case/{case}" not in ends):
        return ["the bundle holds no event of what it is about"]
    return []


def told(found: list[str], counts: str, *, signed: bool) -> int:
    """Print what is broken and a last line; return the exit status."""
    for each in found:
        say(each)
    if Ed25519PublicKey is not None:
        checked = "signatures checked"
    else:
        checked = "signatures NOT checked: the package cryptography is not installed"
    say(f"{counts}, {len(found)} broken" + (f"; {checked}" if signed else ""))
    return 1 if found else 0


def verify_bundle(text: str, key: str, kept: str) -> int:
    """Verify a bundle; print what is broken."""
    bundle = parsed(text)
    found = bundle_faults(bundle, key, kept)
    if found:
        return told(found, "the bundle does not hold", signed=True)
    events, proven = len(bundle["events"]), len(bundle["proofs"])
    counts = f"{events} events, {proven} proven under {len(bundle['seals'])} seals, {events - proven} not yet sealed"
    return told(found, counts, signed=True)


def verify_seals(text: str, key: str, kept: str) -> int:
    """Verify the public file of seals; print what is broken."""
    file = parsed(text)
    seals, own = file.get("seals"), file.get("key")
    if not isinstance(seals, list) or not is_hash(own):
        return told(["the file: form"], "the seals do not hold", signed=True)
    found = [f"key: {own} is not the one that was named"] if key and key != own else []
    found = found or seal_faults(seals, str(own))
    found = found or (kept_faults(seals, kept) if kept else [])
    return told(found, f"{len(seals)} seals", signed=True)


def parsed(line: str) -> dict[str, Any]:
    """Return the object of a text; a key given twice, or anything but an object, is no event."""

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


def read(path: str) -> str:
    """Return the text of a file; `-` is standard input, and no name no text."""
    if path == "-":
        return sys.stdin.read()
    return Path(path).read_text(encoding="utf-8") if path else ""


def asked() -> argparse.ArgumentParser:
    """Return what may be asked of this program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, words in (
        ("bundle", "verify events with proofs"),
        ("seals", "verify the file of seals"),
    ):
        sealed = verbs.add_parser(verb, help=words)
        sealed.add_argument("file", help="- is standard input")
        sealed.add_argument("--key", metavar="HEX", default="", help="the key that was kept")
        sealed.add_argument("--seal", metavar="FILE", default="", help="the seals that were kept")
    verifying = verbs.add_parser("verify", help="verify a file of events, one a line")
    verifying.add_argument("file", help="- is standard input")
    verifying.add_argument("--holds", metavar="HASH", default="", help="an event must have it")
    checking = verbs.add_parser("check", help="compare every vector")
    checking.add_argument("file")
    return parser


def main() -> int:
    """Read the arguments and do what they ask."""
    args = asked().parse_args()
    text = read(args.file)
    if args.verb in {"bundle", "seals"}:
        ask = verify_bundle if args.verb == "bundle" else verify_seals
        return ask(text, args.key, read(args.seal))
    # Only a line feed ends a line: a text in an event may hold other separators.
    lines = text.removesuffix("\n").split("\n")
    return verify(lines, args.holds) if args.verb == "verify" else check(lines)


if __name__ == "__main__":
    sys.exit(main())
