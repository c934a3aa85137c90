"""`tongban mirrors import`: says what it did in the language of the file, and changes nothing where it is only tried."""

import json

import pytest

from builders.mirrors import SYSTEM, TITLES, a_file, a_guide, a_line
from tongban.kernel import Refusal
from tongban.kernel.mirrors.models import MirroredCase
from tongban.project.command import parser_of
from tongban.project.commands import mirrors

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return a_guide()


def run(tmp_path, content, *options):
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    asked = ["mirrors", "import", str(path), "--system", SYSTEM, *options]
    return mirrors.run(parser_of(mirrors).parse_args(asked))


def test_a_list_is_taken_over_and_the_bad_row_told_in_chinese(version, tmp_path, capsys):
    content = a_file(a_line(version), a_line(version, number="SC2", state="飞走了"))
    assert run(tmp_path, content) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "共 2 行：新增 1，更新 0，未变 0，退回 1。"
    assert second.startswith("  第 3 行，办件状态：“飞走了”不是可以识别的办件状态。")
    assert MirroredCase.objects.get().system == SYSTEM


def test_a_file_with_english_titles_is_answered_in_english(version, tmp_path, capsys):
    lines = a_file(a_line(version, number="")).decode().splitlines()
    lines[0] = ",".join(TITLES)
    assert run(tmp_path, "\n".join(lines).encode()) == 0
    assert "  line 2, Number there: The cell is empty." in capsys.readouterr().out


def test_a_dry_run_says_so_and_leaves_nothing(version, tmp_path, capsys):
    assert run(tmp_path, a_file(a_line(version)), "--dry-run") == 0
    assert "试运行" in capsys.readouterr().out
    assert not MirroredCase.objects.exists()


def test_for_programs_there_is_one_object(version, tmp_path, capsys):
    content = a_file(a_line(version))
    for new, unchanged in ((1, 0), (0, 1)):
        run(tmp_path, content, "--json")
        assert json.loads(capsys.readouterr().out) == {
            "rows": 1, "new": new, "changed": 0, "unchanged": unchanged, "refused": 0,
        }  # fmt: skip


def test_a_file_that_is_not_there_is_refused(tmp_path):
    asked = ["mirrors", "import", str(tmp_path / "none.csv"), "--system", SYSTEM]
    with pytest.raises(Refusal) as refused:
        mirrors.run(parser_of(mirrors).parse_args(asked))
    assert refused.value.code == "mirror.file_unreadable"


def test_without_the_name_of_the_system_nothing_is_read(tmp_path):
    with pytest.raises(SystemExit):
        parser_of(mirrors).parse_args(["mirrors", "import", str(tmp_path / "x.csv")])
