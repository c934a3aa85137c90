"""The published vectors hold in the platform and in the stand-alone checker."""

import json
import subprocess
import sys

import pytest

from builders.clock import ROOT, VECTORS
from tongban.kernel.clock.batch import Batch
from tongban.kernel.clock.lines import answered
from tongban.standards.calendars import national

CHECKER = ROOT / "checkers/clock.py"
CASES = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("vector", CASES, ids=lambda vector: vector["name"])
def test_a_vector_comes_out_as_written(vector):
    line = json.dumps(vector["question"])
    plain = json.loads(answered(line, national()))
    plain.pop("error", None)
    assert plain == vector["answer"]


def test_the_vectors_come_out_in_one_batch_too():
    block = "".join(json.dumps(vector["question"]) + "\n" for vector in CASES)
    found = map(json.loads, Batch(national()).answers(block.encode()).splitlines())
    for vector, answer in zip(CASES, found, strict=True):
        answer.pop("error", None)
        assert answer == vector["answer"], vector["name"]


def run_checker(*arguments, given=""):
    return subprocess.run(
        [sys.executable, "-I", str(CHECKER), *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_checker_alone_accepts_every_vector_and_rejects_an_altered_one(tmp_path):
    told = run_checker("check", VECTORS)
    assert (told.returncode, told.stdout) == (0, f"{len(CASES)} vectors, 0 wrong\n")
    altered = tmp_path / "altered.jsonl"
    altered.write_text(VECTORS.read_text(encoding="utf-8").replace("2026-03-25", "2026-03-24"))
    told = run_checker("check", altered)
    assert told.returncode == 1
    assert "2026-03-25" in told.stdout


def test_the_checker_answers_lines_as_the_command_does():
    block = "".join(json.dumps(vector["question"]) + "\n" for vector in CASES)
    answers = [json.loads(line) for line in run_checker("answer", given=block).stdout.splitlines()]
    for answer, vector in zip(answers, CASES, strict=True):
        answer.pop("error", None)
        assert answer == vector["answer"], vector["name"]


def test_the_checker_shares_no_line_of_import_with_the_platform():
    imports = [
        line for line in CHECKER.read_text(encoding="utf-8").splitlines() if "import" in line
    ]
    assert not any("tongban" in line for line in imports)
