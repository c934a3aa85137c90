"""The `tongban` command: found by listing, quick when pure, clear when it refuses."""

import subprocess
import sys

import pytest

from tongban.project.command import headers, main


def tongban(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tongban.project.command", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("name", sorted(headers()))
def test_every_command_explains_itself_without_a_database(name, capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nowhere")
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    assert f"tongban {name}" in capsys.readouterr().out


def test_the_overview_lists_every_command(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name in headers())


def test_a_mistyped_command_is_refused_in_one_line_with_a_proposal(capsys):
    assert main(["ledgre"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "tongban ledger" in told


def test_a_pure_command_never_loads_django():
    program = (
        "import sys; from tongban.project.command import main; main(['codes', 'check', '--kind', 'division']);"
        "sys.exit('django' in sys.modules)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program], input=b"511602\n", capture_output=True, check=False
    )
    assert b'"valid": true' in outcome.stdout.replace(b'":t', b'": t')
    assert outcome.returncode == 0


def test_a_pure_command_needs_the_database_for_the_words_it_names_alone(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nowhere")
    kept = tongban("vehicles", "import-track", "none.csv", "--as", "somebody")
    assert "Check DATABASE_URL" in kept.stderr
    assert "Check DATABASE_URL" not in tongban("vehicles", "check-track", "none.csv").stderr


def test_a_database_that_does_not_answer_is_refused_with_the_remedy(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nowhere")
    outcome = tongban("ledger", "verify")
    assert outcome.returncode == 2
    assert "Traceback" not in outcome.stderr
    assert "Check DATABASE_URL" in outcome.stderr


def test_an_insecure_production_is_refused_with_a_list(monkeypatch):
    monkeypatch.setenv("TONGBAN_MODE", "production")
    outcome = tongban("run")
    assert outcome.returncode == 2
    assert outcome.stderr.count("\n  - ") >= 3
