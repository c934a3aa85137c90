"""`tongban log`: what it says of a log, without a database."""

import json
import os
import subprocess
import sys

import pytest

from builders.logs import SHARED, event, trace, whole
from builders.sources import ROOT

RECEIPT = SHARED / "receipt.xes.gz"
ROWS = """办件编号,环节,办理时间,deadline,办结时间
1,受理,2026-01-05 09:00,2026-01-10,2026-01-10 17:00
1,办结,2026-01-10 17:00,2026-01-10,2026-01-10 17:00
2,受理,2026-01-05 09:00,2026-01-10,2026-01-11 00:00
3,受理,2026-01-05 09:00,2026-01-10,
"""


def tongban(*words: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run the command as a person would whose terminal speaks a language, without a database."""
    return subprocess.run(
        [sys.executable, "-m", "tongban.project.command", "log", *words],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": language},
    )  # fmt: skip


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(ROWS, encoding="utf-8")
    return str(path)


@pytest.mark.skipif(not RECEIPT.exists(), reason="the event logs are not at hand")
def test_the_receipt_log_has_952_cases_on_time_and_377_late():
    told = json.loads(tongban("analyse", str(RECEIPT), "--deadline", "deadline", "--json").stdout)
    counts = {"cases": 1434, "events": 8577, "activities": 27, "variants": 116}
    timely = {"closed": 1329, "on_time": 952, "late": 377, "without_deadline": 0}
    assert counts.items() | timely.items() <= {k: v for k, v in told.items() if not isinstance(v, list | dict)}.items()  # fmt: skip
    assert sum(each[2] for each in told["directly_follows"]) == 8577 - 1434
    assert told["duration"] == {"median": pytest.approx(2868.5835), "p90": pytest.approx(1217821.8)}


def test_a_case_is_on_time_until_the_end_of_its_day_and_open_without_an_end(table):
    told = json.loads(tongban("analyse", table, "--deadline", "deadline", "--json").stdout)
    assert (told["closed"], told["on_time"], told["late"]) == (2, 1, 1)


def test_a_column_of_ends_in_which_nothing_stands_says_that_all_are_open(tmp_path):
    path = tmp_path / "log.csv"
    rows = [line.rpartition(",")[0] for line in ROWS.splitlines()[1:]]
    path.write_text("\n".join([ROWS.splitlines()[0], *(f"{row}," for row in rows)]))
    told = json.loads(tongban("analyse", str(path), "--deadline", "deadline", "--json").stdout)
    assert (told["closed"], told["on_time"], told["late"]) == (0, 0, 0)


def test_the_column_of_the_steps_times_is_not_the_end_of_the_case(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(
        "办件编号,环节,办结时间,due\n1,受理,2026-01-05,2026-01-09\n1,办结,2026-01-10,2026-01-09\n"
    )
    told = json.loads(tongban("analyse", str(path), "--deadline", "due", "--json").stdout)
    assert (told["closed"], told["on_time"], told["late"]) == (1, 0, 1)


def test_without_a_deadline_nothing_is_said_of_it(table):
    told = json.loads(tongban("analyse", table, "--json").stdout)
    assert (told["closed"], told["on_time"], told["late"]) == (None, None, None)
    assert told["directly_follows"] == [["受理", "办结", 1, 460800.0]]


def test_without_any_end_every_case_is_closed_with_its_last_event(tmp_path):
    path = tmp_path / "log.xes"
    due = '<date key="due" value="2026-01-05T12:00:00+08:00"/>'
    late = event("b", "2026-01-05T12:00:01+08:00")
    path.write_text(whole(trace(event(), more=due), trace(event(), late, more=due), trace(event())))
    told = json.loads(tongban("analyse", str(path), "--deadline", "due", "--json").stdout)
    assert [told[k] for k in ("closed", "on_time", "late", "without_deadline")] == [3, 1, 1, 1]


@pytest.mark.parametrize(
    ("language", "words"),
    [("C.UTF-8", "3 cases, 4 events, 2 activities"), ("zh_CN.UTF-8", "案例3件，事件4个，活动2种")],
)
def test_the_summary_is_in_the_language_of_the_reader(table, language, words):
    assert tongban("analyse", table, language=language).stdout.splitlines()[0] == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("C.UTF-8", "No case or event says anything under due."), ("zh_CN.UTF-8", "没有案例或者事件含有属性due。")],
)  # fmt: skip
def test_a_refusal_is_said_in_the_language_of_the_reader_and_ends_with_2(table, language, words):
    answer = tongban("analyse", table, "--deadline", "due", language=language)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert words in answer.stderr


def test_an_end_that_nobody_says_is_refused(table):
    answer = tongban("analyse", table, "--deadline", "deadline", "--end", "finish", "--json")
    assert (answer.returncode, "under finish" in answer.stderr) == (2, True)


def test_a_deadline_that_is_no_instant_is_refused_with_its_case(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(
        ROWS.replace("3,受理,2026-01-05 09:00,2026-01-10", "3,受理,2026-01-05 09:00,soon")
    )
    answer = tongban("analyse", str(path), "--deadline", "deadline")
    assert "deadline of case 3 is “soon”" in answer.stderr


def test_of_several_stages_only_the_completed_one_counts_where_asked(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(
        "case,activity,time,lifecycle\n1,a,2026-01-05,start\n1,a,2026-01-06,complete\n2,a,2026-01-05,start\n"
    )
    told = json.loads(tongban("analyse", str(path), "--json").stdout)
    assert (told["cases"], told["events"], told["directly_follows"]) == (
        2,
        3,
        [["a", "a", 1, 86400.0]],
    )
    told = json.loads(tongban("analyse", str(path), "--completed", "--json").stdout)
    assert (told["cases"], told["events"], told["directly_follows"]) == (2, 1, [])


def test_the_columns_of_a_table_may_be_named(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(ROWS.replace("办件编号,环节,办理时间", "Nr,Was,Wann"), encoding="utf-8")
    assert "Name it with --case" in tongban("analyse", str(path)).stderr
    named = ("--case", "Nr", "--activity", "Was", "--time", "Wann")
    assert json.loads(tongban("analyse", str(path), *named, "--json").stdout)["cases"] == 3


def test_the_command_starts_without_django(table):
    code = "import sys\nfrom tongban.project.command import main\nmain(sys.argv[1:])\nassert 'django' not in sys.modules"
    subprocess.run(
        [sys.executable, "-c", code, "log", "analyse", table, "--json"],
        check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True,
    )  # fmt: skip
