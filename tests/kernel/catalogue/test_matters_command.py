"""The `tongban matters` command does on real input what its help says."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from builders.catalogue import CHINESE, HOUSING, HOUSING_CODE, REAL_LIST, a_row, csv_of, imported
from builders.identity import an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue.models import Matter
from tongban.project.command import parser_of
from tongban.project.commands import matters

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `tongban matters …`; return the exit code and what was printed."""

    def running(*words: object) -> tuple[int, str]:
        args = parser_of(matters).parse_args(["matters", *map(str, words)])
        return matters.run(args), capsys.readouterr().out

    return running


def test_the_real_list_is_imported_and_a_second_run_changes_nothing(run):
    first = json.loads(run("import", REAL_LIST, "--json")[1])
    assert list(first) == ["rows", "created", "updated", "unchanged", "rejected", "warnings"]
    assert (first["rows"], first["created"]) == (791, 791)
    again = json.loads(run("import", REAL_LIST, "--json")[1])
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 791)
    an_organ("区政务服务中心")
    assert run("dossier", HOUSING)[0] == 0
    code, text = run("search", "gzf", "--json")
    assert (code, json.loads(text.splitlines()[0])["name"]) == (0, "公共租赁住房申请资格审核认定")


def test_the_real_list_goes_in_as_xlsx_with_the_same_result(run, tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    with REAL_LIST.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    assert json.loads(run("import", tmp_path / "list.xlsx", "--json")[1])["created"] == 791


def test_a_dry_run_says_so_and_changes_nothing(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(csv_of(a_row()), encoding="utf-8")
    assert "dry run" in run("import", path, "--dry-run")[1]
    assert not Matter.objects.exists()


def test_rejected_rows_are_written_with_reasons_in_the_language_of_the_file_and_run_nothing(
    run, tmp_path
):
    path, rejected = tmp_path / "list.csv", tmp_path / "rejected.csv"
    path.write_text(csv_of(a_row(task_type="99", name="=cmd()"), a_row()), encoding="utf-8")
    assert run("import", path, "--rejected", rejected)[0] == 0
    (row,) = csv.DictReader(io.StringIO(rejected.read_text(encoding="utf-8-sig")))
    assert (row["Line"], row["Column"], row["name"]) == ("2", "task_type", "'=cmd()")
    assert row["Reason"] == "99 is no power type."
    assert row["Remedy"].startswith("Enter 1 to 10 or 20")


def test_a_dossier_is_loaded_and_a_broken_one_refused(run, tmp_path):
    departments = ("区政务服务中心", "区民政局", "区公安分局", "区自然资源和规划局", "区人社局")
    imported(
        a_row(item_code=HOUSING_CODE), *(a_row(department=it, dept_code="") for it in departments)
    )
    assert json.loads(run("dossier", HOUSING, "--json")[1])["online"] is True
    shutil.copytree(HOUSING, tmp_path / "broken")
    (tmp_path / "broken" / "flow.bpmn").unlink()
    with pytest.raises(Refusal, match=r"flow\.bpmn"):
        run("dossier", tmp_path / "broken")


def test_a_long_list_of_remarks_is_cut_and_says_by_how_much(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(csv_of(*(a_row(task_type="99") for _ in range(23))), encoding="utf-8")
    assert "… and 3 more" in run("import", path)[1]


def test_everyday_words_are_applied_anew_on_demand(run):
    imported(a_row())
    assert run("reindex") == (0, "1 versions indexed\n")


def test_search_tells_by_its_exit_code_that_nothing_answers(run):
    assert run("search", "公租房")[0] == 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(run, tmp_path, monkeypatch):
    monkeypatch.setattr("tongban.project.commands.matters.LARGEST_FILE", 5)
    (tmp_path / "large.csv").write_bytes(b"123456")
    with pytest.raises(Refusal, match="has 6 bytes; at most 5"):
        run("import", tmp_path / "large.csv")


def test_a_search_for_people_prints_number_name_and_department(run):
    imported(a_row(name="读者证办理"))
    code, text = run("search", "dzz")
    assert (code, text.split("\t")[1:]) == (0, ["读者证办理", "区住建局\n"])


def test_a_file_that_is_not_there_is_refused_with_its_name(run):
    with pytest.raises(Refusal, match=r"nowhere\.csv cannot be read"):
        run("import", Path("nowhere.csv"))


def test_a_file_with_a_chinese_header_is_answered_in_chinese(run, tmp_path):
    path, rejected = tmp_path / "清单.csv", tmp_path / "rejected.csv"
    text = csv_of(a_row(task_type="99"), a_row(item_code="X-1"), header=CHINESE)
    path.write_bytes(text.encode("gb18030"))
    said = run("import", path, "--rejected", rejected)[1]
    assert "共2行：新增1行，更新0行，未变0行，退回1行；提示1条。" in said
    assert "事项编码X-1不合常规" in said
    (row,) = csv.DictReader(io.StringIO(rejected.read_text(encoding="utf-8-sig")))
    assert (row["行号"], row["原因"], row["部门"]) == ("2", "99不是权力类型。", "区住建局")
