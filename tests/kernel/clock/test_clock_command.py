"""`tongban clock due` as a person and as a program use it."""

import json
import os
import subprocess
import sys

import pytest

from builders.clock import ROOT

START, PAUSE = "2026-02-13T10:00:00+08:00", "2026-02-25T09:00:00+08:00/2026-03-02T17:00:00+08:00"
QUESTION = '{"start":"2026-02-13T10:00:00+08:00","limit":"20wd"}'


def clock(*arguments, given=b""):
    """Run the command in a process of its own, without a database."""
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tongban.project.command", "clock", "due", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, env=settings)


def test_one_question_gets_the_due_day():
    told = clock("--start", START, "--limit", "20wd", "--pause", PAUSE)
    assert (told.returncode, told.stdout) == (0, b"2026-03-25\n")


def test_json_and_explain_list_every_day():
    told = clock("--start", START, "--limit", "20wd", "--pause", PAUSE, "--json", "--explain")
    answer = json.loads(told.stdout)
    assert (answer["due"], answer["provisional"]) == ("2026-03-25", False)
    assert len(answer["days"]) == 41
    assert answer["days"][1] == {
        "day": "2026-02-14",
        "counted": True,
        "why": "makeup_day",
        "holiday": "春节",
        "number": 1,
        "due": False,
        "provisional": False,
    }
    told = clock("--start", START, "--limit", "20wd", "--explain").stdout.decode()
    assert "2026-02-17 Tue     ·  A holiday (春节)" in told
    assert told.splitlines()[-2].endswith("← due")


def test_lanes_pauses_and_provisional_days_are_told():
    assert clock("--start", START, "--limit", "2wd", "--lane", "0.5").stdout == b"2026-02-14\n"
    twice = ("--pause", PAUSE, "--pause", PAUSE)
    assert clock("--start", START, "--limit", "20wd", *twice).stdout == b"2026-03-25\n"
    assert b"provisional" in clock("--start", "2026-12-31T10:00:00+08:00", "--limit", "1wd").stdout
    hours = clock("--start", START, "--limit", "48h")
    assert hours.stdout == b"2026-02-15T10:00:00+08:00\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--start", "2026-02-13T10:00:00", "--limit", "20wd"), b"no time zone"),
        (("--start", START, "--limit", "20"), b"is not a limit"),
        (("--start", START, "--limit", "20wd", "--pause", START), b"is not a pause"),
        (("--start", START, "--limit", "20wd", "--lane", "half"), b"is not a lane factor"),
        (("--start", START), b"--limit are needed"),
        (("--batch", "--start", START), b"--batch reads its questions"),
        (("--batch", "no-such-file"), b"cannot be read"),
    ],
)
def test_a_wrong_question_is_refused_in_words(arguments, words):
    told = clock(*arguments)
    assert (told.returncode, told.stdout) == (2, b"")
    assert words in told.stderr
    assert b"Traceback" not in told.stderr


def test_a_refusal_is_json_where_json_was_asked_for():
    told = clock("--start", "2026-02-13T10:00:00", "--limit", "20wd", "--json")
    assert told.returncode == 2
    assert json.loads(told.stdout)["code"] == "clock.naive_time"


def test_a_batch_answers_each_line_and_goes_on_after_a_bad_one(tmp_path):
    given = f"{QUESTION}\nx\n\n{QUESTION}".encode()
    told = clock("--batch", given=given)
    due, bad, empty, last = told.stdout.splitlines()
    assert told.returncode == 0
    assert due == last == b'{"due":"2026-03-19","provisional":false}'
    assert json.loads(bad).keys() == json.loads(empty).keys() == {"error", "code"}
    questions = tmp_path / "questions.jsonl"
    questions.write_bytes(given)
    assert clock("--batch", str(questions)).stdout == told.stdout
    assert clock("--batch", "-", given=b"").stdout == b""


def test_a_batch_answers_a_line_before_the_next_one_is_asked():
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "tongban.project.command", "clock", "due", "--batch"]
    with subprocess.Popen(command, stdin=-1, stdout=-1, env=settings) as running:
        for _ in range(2):
            running.stdin.write(f"{QUESTION}\n".encode())
            running.stdin.flush()
            assert running.stdout.readline().startswith(b'{"due"')


def test_the_command_starts_without_django_and_without_numpy():
    code = (
        "import sys, tongban.project.commands.clock; print({'django', 'numpy'} & set(sys.modules))"
    )
    settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=settings
    )
    assert told.stdout == b"set()\n"
