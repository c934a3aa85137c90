"""Bundles and the file of seals, checked by the program that shares no line: they hold, and whatever is altered is found."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from builders.cases import a_licence
from builders.checkers import checked, ledger_checker
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.queries.bundling import bundle
from tongban.kernel.ledger.queries.sealing import seal_key, seals_from
from tongban.kernel.ledger.seals import shown

pytestmark = pytest.mark.django_db
CHECKER = ledger_checker()


@pytest.fixture
def made():
    """The bundle of a case under two of three seals, beside other streams, its decision not yet sealed."""
    place = a_licence()
    seal_waiting(place.now)
    number = place.submit().number
    place.submit()
    seal_waiting(place.now)
    place.accept(number)
    place.submit()
    seal_waiting(place.now)
    for name in place.reviews:
        place.review(number, name)
    place.decide(number)
    return json.loads(json.dumps(bundle(511602, [f"case/{number}"], case=number)))


def faults(one: dict[str, Any], key: str = "", kept: str = "") -> list[str]:
    return CHECKER.bundle_faults(one, key, kept)


def leaves(value: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each text, number or nothing within a value."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], *path, key)
    else:
        yield path


def altered(one: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """Return a copy in which one leaf differs: another sign of the same kind at its end, or a number one higher."""
    other = copy.deepcopy(one)
    inner = other
    for key in path[:-1]:
        inner = inner[key]
    value = inner[path[-1]]
    if isinstance(value, bool):
        inner[path[-1]] = not value
    elif isinstance(value, int):
        inner[path[-1]] = value + 1
    elif isinstance(value, str) and path[-1] == "at":
        inner[path[-1]] = value.replace("2026", "2027")
    else:
        text = value or "0"
        inner[path[-1]] = text[:-1] + ("1" if text[-1] == "0" else "0")
    return other


def test_the_bundle_of_a_case_holds_and_says_what_is_not_sealed(made):
    proven = len(made["proofs"])
    assert 0 < proven < len(made["events"])
    assert [each["k"] for each in made["seals"]] == [2, 3]
    status, said = checked("bundle", made, "--key", made["key"])
    assert status == 0, said
    assert f"{proven} proven under 2 seals, {len(made['events']) - proven} not yet sealed" in said
    assert "0 broken; signatures checked" in said


def test_whatever_is_altered_in_a_bundle_is_found(made):
    assert faults(made) == []
    ways = list(leaves(made))
    assert len(ways) > 200
    assert [way for way in ways if not faults(altered(made, way))] == []


@pytest.mark.parametrize(
    ("part", "place"), [("events", 0), ("events", -1), ("events", 3), ("proofs", 0), ("proofs", 1), ("seals", 0)]
)  # fmt: skip
def test_what_is_taken_out_of_a_bundle_is_missed(made, part, place):
    del made[part][place]
    assert faults(made)


@pytest.mark.parametrize("key", ["case", "events", "proofs", "seals", "head", "key"])
def test_a_bundle_without_one_of_its_parts_is_none(made, key):
    del made[key]
    assert faults(made) == ["the bundle: form"]


def test_a_swapped_proof_a_swapped_seal_and_a_path_of_another_length_are_found(made):
    for part in ("proofs", "seals"):
        other = copy.deepcopy(made)
        first, second = other[part][0], other[part][1]
        names = ("hash",) if part == "proofs" else ("k", "prev", "first")
        for name in names:
            first[name], second[name] = second[name], first[name]
        assert faults(other), part
    for path in ([], made["proofs"][0]["path"] * 2, made["proofs"][0]["path"][::-1]):
        other = copy.deepcopy(made)
        other["proofs"][0]["path"] = path
        assert faults(other) == [f"case/{made['case']} event 1: path"]


def test_a_log_written_anew_under_another_key_is_found_by_who_kept_the_key_or_a_seal(made):
    kept = json.dumps(made["seals"][0])
    forger = Ed25519PrivateKey.generate()
    forged = copy.deepcopy(made)
    forged["key"] = forger.public_key().public_bytes_raw().hex()
    before = "0" * 64
    for seal in forged["seals"]:
        seal |= {"at": seal["at"].replace("00Z", "01Z"), "prev": before}
        seal["hash"] = CHECKER.seal_hash(seal)
        seal["signature"] = forger.sign(bytes.fromhex(seal["hash"])).hex()
        before = seal["hash"]
    assert faults(forged) == []
    assert faults(forged, key=made["key"])[0].startswith("key: ")
    assert faults(forged, kept=kept) == ["seal 2: it is not the seal that was kept"]
    assert faults(made, key=made["key"], kept=kept) == []


def test_what_was_kept_must_be_a_seal_that_can_be_compared(made):
    seal = made["seals"][0]
    assert faults(made, kept=json.dumps([{**seal, "k": 99, "hash": ""} | {"hash": "x"}]))
    for nonsense in ("nobody", "[]", "{}", '{"k": 2}', json.dumps(seal | {"count": 7})):
        assert faults(made, kept=nonsense) == ["what was kept is no seal"], nonsense
    del made["seals"][0], made["proofs"][:]
    assert "they begin with 3" in faults(made, kept=json.dumps(seal))[0]


def test_without_the_package_the_checker_says_that_no_signature_was_checked(made):
    status, said = checked("bundle", made, without="-S")
    assert (status, "signatures NOT checked" in said) == (0, True)
    made["seals"][0]["prev"] = "0" * 64
    assert checked("bundle", made, without="-S")[0] == 1


@pytest.mark.parametrize("text", ["", "[]", "{", "1e400", "[" * 100_000, '{"events": [1]}', "null"])
def test_what_is_no_bundle_is_a_fault_and_no_crash(text):
    for verb in ("bundle", "seals"):
        assert checked(verb, text)[0] == 1


def test_odd_values_within_a_bundle_are_faults_and_no_crash(made):
    for way in leaves({**made, "case": {}}):
        for odd in (None, [], {}, 1.5, -1, 2**60, "\ud800", True):
            other = copy.deepcopy(made)
            inner: Any = other
            for key in way[:-1]:
                inner = inner[key]
            if inner[way[-1]] != odd:
                inner[way[-1]] = odd
                assert faults(other), (way, odd)


def test_the_file_of_seals_holds_and_a_cut_or_altered_one_does_not(made, tmp_path):
    file = {"key": seal_key(), "seals": [shown(each) for each in seals_from(1)]}
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps({**file, "seals": file["seals"][:2]}), encoding="utf-8")
    options = ("--key", file["key"], "--seal", str(kept))
    assert checked("seals", file, *options) == (0, "3 seals, 0 broken; signatures checked\n")
    ways = list(leaves(file))
    assert [way for way in ways if checked_in(altered(file, way)) == []] == []
    gap = {**file, "seals": [file["seals"][0], file["seals"][2]]}
    assert checked("seals", gap)[1].startswith("seal 3: k\n")


def checked_in(file: dict[str, Any]) -> list[str]:
    return CHECKER.seal_faults(file["seals"], file["key"])
