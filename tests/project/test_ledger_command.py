"""`tongban ledger`: seals what waits, checks it, and hands out what others check it by."""

import argparse
import json

import pytest

from builders.cases import a_licence
from builders.checkers import checked
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries.sealing import seal_by_number
from tongban.kernel.ledger.seals import shown
from tongban.project.commands import ledger

pytestmark = pytest.mark.django_db


def tongban(capsys, *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    ledger.add(parser.add_subparsers(required=True))
    status = ledger.run(parser.parse_args(["ledger", *words]))
    return status, capsys.readouterr().out


@pytest.fixture
def number():
    return a_licence().decided()


def test_a_case_is_sealed_handed_out_and_verified_by_others(capsys, number):
    assert tongban(capsys, "seal")[1].startswith("seal 1 over ")
    assert tongban(capsys, "seal") == (0, "no event waits to be sealed\n")
    status, text = tongban(capsys, "export", "--case", number)
    bundle = json.loads(text)
    assert status == 0
    assert len(bundle["proofs"]) == len(bundle["events"]) == bundle["head"][f"case/{number}"]
    assert checked("bundle", text)[0] == 0
    stream = json.loads(tongban(capsys, "export", "--stream", f"case/{number}")[1])
    assert stream == {**bundle, "case": None}


def test_whether_all_holds_is_told_in_words_in_json_and_by_the_status(capsys, number):
    tongban(capsys, "seal")
    status, said = tongban(capsys, "verify")
    assert (status, said.endswith("all chains hold\n")) == (0, True)
    told = json.loads(tongban(capsys, "verify", "--json")[1])
    assert (told["ok"], told["seals"], told["unsealed"], told["faults"]) == (True, 1, 0, [])


def test_the_log_is_checked_against_a_seal_that_somebody_kept(capsys, number, tmp_path):
    tongban(capsys, "seal")
    seal = shown(seal_by_number(1))
    kept = tmp_path / "seal.json"
    kept.write_text(json.dumps(seal), encoding="utf-8")
    for since in (str(kept), json.dumps(seal), f"1:{seal['hash']}"):
        assert tongban(capsys, "verify", "--since", since)[0] == 0
    status, said = tongban(capsys, "verify", "--since", f"1:{'0' * 64}")
    assert (status, said.splitlines()[0]) == (1, "seal 1: it is not the seal that was kept")
    status, said = tongban(capsys, "verify", "--since", f"2:{seal['hash']}")
    assert (status, said.splitlines()[0]) == (1, "seal 2: the seal that was kept is not there")


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "--since", "no-such-file.json"),
        ("export", "--case", "511602202603020000427"),
        ("export", "--case", "12"),
        ("export", "--stream", "organ/nobody"),
    ],
)
def test_what_is_not_there_is_refused_with_words(capsys, words):
    with pytest.raises(Refusal):
        tongban(capsys, *words)
