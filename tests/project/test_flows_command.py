"""`tongban flows`: what it says of a file, and of a case that walks over it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders.flows import drawn
from builders.sources import ROOT

MODELS = sorted((Path(__file__).parents[3] / "shared/data/bpmn-miwg/Reference").glob("*.bpmn"))
FLOW = drawn(
    "start:s parallel:f user:a user:b parallel:j exclusive:g user:c user:d end:e",
    *("s f a j g c e", "f b j", "g d e"),
    conditions={"g_c": "form.sum > 10 and form.kind == 'x'"},
    defaults={"g": "g_d"},
)


def tongban(*words: str, input_: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, without a database."""
    return subprocess.run(
        [sys.executable, "-m", "tongban.project.command", *words],
        input=input_, capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=60,
    )  # fmt: skip


@pytest.fixture
def flow(tmp_path):
    path = tmp_path / "flow.bpmn"
    path.write_bytes(FLOW)
    return str(path)


def lines(answer):
    return [json.loads(line) for line in answer.stdout.splitlines()]


def walked(flow, *steps, tmp_path):
    script = tmp_path / "steps.jsonl"
    script.write_text("\n".join(json.dumps(each) for each in steps), encoding="utf-8")
    return tongban("flows", "simulate", flow, "--script", str(script), "--json")


def test_a_sound_flow_is_said_to_be_ok(flow):
    answer = tongban("flows", "check", flow, "--json")
    assert (answer.returncode, lines(answer)) == (0, [{"ok": True, "problems": []}])


def test_every_problem_is_told_with_its_element_and_line(tmp_path):
    path = tmp_path / "wrong.bpmn"
    path.write_bytes(drawn("start:s user:a user:b end:e", "s e"))
    answer = tongban("flows", "check", str(path), "--json")
    (told,) = lines(answer)
    assert answer.returncode == 1
    assert told["ok"] is False
    assert {(one["element"], one["line"]) for one in told["problems"]} >= {("a", 4), ("b", 5)}
    assert all(one["reason"] for one in told["problems"])


def test_a_walk_tells_what_is_enabled_after_each_line_and_data_adds_up(flow, tmp_path):
    answer = walked(
        flow,
        {"complete": "b", "data": {"form": {"sum": 11}}},
        {"complete": "a", "data": {"form": {"kind": "x"}}},
        {"complete": "c"},
        tmp_path=tmp_path,
    )
    assert answer.returncode == 0
    assert lines(answer) == [
        {"enabled": ["a", "b"], "ended": False},
        {"enabled": ["a"], "ended": False},
        {"enabled": ["c"], "ended": False},
        {"enabled": [], "ended": True},
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"complete": "c"}, "“c” is not enabled; enabled: a, b"),
        ({"complete": 3}, "it must be an object"),
        ({"complete": "a", "data": []}, "“data” must be an object"),
        (["a"], "it must be an object"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_number_and_what_was_before_stands(
    flow, tmp_path, line, told
):
    answer = walked(flow, {"complete": "a"}, line, tmp_path=tmp_path)
    if line == {"complete": "c"}:
        told = told.replace("a, b", "b")
    assert answer.returncode == 2
    assert "Line 2 of the script" in answer.stderr
    assert told.replace("“data”", '"data"') in answer.stderr
    assert len(lines(answer)) == 2


def test_a_file_that_is_not_there_and_an_unsound_flow_are_refused_in_words(tmp_path):
    answer = tongban("flows", "check", str(tmp_path / "none.bpmn"), "--json")
    assert (answer.returncode, "cannot be read" in answer.stderr) == (2, True)
    path = tmp_path / "wrong.bpmn"
    path.write_bytes(drawn("start:s end:e"))
    answer = tongban("flows", "simulate", str(path), "--script", "-", "--json")
    assert (answer.returncode, "no sound flow" in answer.stderr) == (2, True)


@pytest.mark.skipif(not MODELS, reason="the reference models are not beside the repository")
@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_each_reference_model_runs_or_is_refused_with_a_reason_and_a_line(path):
    (told,) = lines(tongban("flows", "check", str(path), "--json"))
    assert told["ok"] != bool(told["problems"])
    assert all(one["line"] > 0 and one["reason"] for one in told["problems"])
