"""Whatever is wrong with a file, each refused row says where, why and what to do, and the right rows go on."""

import csv
import io
from pathlib import Path

import pytest
from django.utils.translation import override

from builders.catalogue import REAL_LIST, a_matter, the_real_list
from builders.exchange import DETAILS, a_book, a_full_matter, a_list, out, previewed, taken_over
from builders.identity import an_act
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions
from tongban.kernel.catalogue.exchange import mapping
from tongban.kernel.catalogue.exchange.reading import read
from tongban.kernel.catalogue.exchange.rejecting import rejected_rows
from tongban.kernel.catalogue.models import MatterCode, MatterVersion
from tongban.kernel.catalogue.telling import reason, remedy
from tongban.kernel.sheets.formulas import disarmed, rearmed

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[4] / "shared" / "data" / "gov-matters" / "guangan_matters.csv"


def code_of(matter) -> str:
    return MatterCode.objects.get(matter=matter).value


@pytest.mark.parametrize(
    ("title", "cell", "code"),
    [
        ("到办事现场次数", "很多", "no_number"),
        ("法定办结时限", "20天", "limit"),
        ("法定办结时限", "20", "limit"),
        ("办件类型", "快件", "not_in_list"),
        ("服务对象", "自然人、火星人", "not_in_list"),
        ("是否网上申请", "也许", "neither"),
        ("事项名称", "（清空）", "not_empty"),
        ("窗口", "长" * 201, "too_long"),
        ("实施主体", "没有的局", "no_organ"),
        ("承诺办结时限", "60个工作日", "catalogue.promise_too_long"),
    ],
)
def test_a_wrong_cell_names_line_column_reason_and_remedy(title, cell, code):
    matter = a_full_matter()
    [row] = previewed("x.csv", a_list(["事项编码", title], [code_of(matter), cell])).rows
    [remark] = row.remarks
    assert (row.outcome, remark.line, remark.code) == ("refused", 2, code)
    assert remark.field in (title, "办理窗口", "")
    with override("zh-hans"):
        assert "{" not in reason(remark) + remedy(remark)
        assert not reason(remark).isascii()


@pytest.mark.parametrize("code", ["1.1511301008778255e+17", "5.11602E+30"])
def test_a_rounded_code_is_refused_and_not_guessed(code):
    a_full_matter()
    [row] = previewed("x.csv", a_list(["事项编码", "办理时间"], [code, "全天"])).rows
    assert [remark.code for remark in row.remarks] == ["rounded"]


def test_a_row_without_code_or_with_an_unknown_one_says_what_to_enter():
    a_full_matter()
    rows = previewed("x.csv", a_list(["事项编码", "办理时间"], ["", "全天"], ["Z-9", "全天"])).rows
    assert [row.remarks[0].code for row in rows] == ["no_code", "unknown_code"]
    assert rows[1].remarks[0].facts["missing"] == "实施主体、事项名称、事项类型"


def test_the_second_row_of_a_matter_is_refused_under_either_of_its_codes():
    matter = a_full_matter()
    code = code_of(matter)
    MatterCode.objects.create(matter=matter, scheme="basic", value="000112004000")
    rows = [[code, "一"], [code, "二"], ["000112004000", "三"]]
    plan = previewed("x.csv", a_list(["事项编码", "办理时间"], *rows))
    assert [row.outcome for row in plan.rows] == ["changed", "refused", "refused"]
    assert [row.remarks[0].facts["first"] for row in plan.rows[1:]] == [2, 2]


def test_a_matter_is_found_by_any_of_its_codes():
    matter = a_full_matter()
    MatterCode.objects.create(matter=matter, scheme="basic", value="000112004000")
    [row] = previewed("x.csv", a_list(["基本编码", "办理时间"], ["000112004000", "全天"])).rows
    assert (row.outcome, row.matter_id) == ("changed", matter.pk)


def test_chinese_of_the_old_encoding_is_read():
    matter = a_full_matter()
    file = a_list(["事项编码", "办理时间"], [code_of(matter), "全天"]).decode().encode("gb18030")
    assert previewed("x.csv", file).rows[0].changes[0].new == "全天"


def test_a_list_with_a_title_above_merged_cells_and_formulas_is_read():
    one, two = a_matter("甲事项"), a_matter("乙事项")
    rows = [
        ["广安区政务服务事项清单"],
        ["实施主体", "实施编码*", "办公时间（工作日）", "简介"],
        ["区住建局", code_of(one), "全天", '=HYPERLINK("http://x")'],
        [None, code_of(two), "全天", None],
    ]
    plan = previewed("x.xlsx", a_book(("清单", rows), merged="A3:A4"))
    assert plan.counts["changed"] == 2
    assert [each.field for each in plan.rows[1].changes] == ["hours"]


def test_wrong_rows_of_a_further_sheet_refuse_their_matter_alone():
    one, two = a_full_matter("甲事项"), a_full_matter("乙事项")
    main = [["事项编码"], [code_of(one)], [code_of(two)]]
    papers = [
        ["事项编码", "材料名称", "份数"],
        [code_of(one), "户口簿", "一"],
        [code_of(two), "户口簿", "1"],
    ]
    plan = previewed("x.xlsx", a_book(("事项", main), ("材料", papers)))
    assert [row.outcome for row in plan.rows] == ["refused", "changed"]
    assert (plan.rows[0].remarks[0].line, plan.rows[0].remarks[0].field) == (2, "材料 · 份数")


def test_a_catch_all_material_is_refused_by_a_file_as_by_hand():
    matter = a_full_matter()
    sheets = ("事项", [["事项编码"], [code_of(matter)]]), ("材料", [["事项编码", "材料名称"], [code_of(matter), "其他材料"]])  # fmt: skip
    [row] = previewed("x.xlsx", a_book(*sheets)).rows
    assert row.remarks[0].code == "catalogue.catch_all_material"


def test_a_unit_in_a_column_of_its_own_belongs_to_the_limit():
    matter = a_full_matter()
    file = a_list(["事项编码", "法定时限", "法定时限单位"], [code_of(matter), "45", "工作日"])
    assert str(previewed("x.csv", file).rows[0].content.statutory) == "45wd"


def test_a_marked_cell_is_emptied_and_an_empty_one_stays():
    matter = a_full_matter()
    file = a_list(["事项编码", "受理条件", "办理时间"], [code_of(matter), "（清空）", ""])
    content = previewed("x.csv", file).rows[0].content
    assert (content.conditions, content.hours) == ("", DETAILS["hours"])


def test_json_of_a_wrong_shape_is_refused_by_place():
    a_full_matter()
    file = out("json").replace(b'"visits": 1', b'"visits": "x"')
    [row] = previewed("x.json", file).rows
    assert row.remarks[0].field == "visits"


def test_the_right_rows_go_on_and_the_wrong_ones_come_back_disarmed():
    one, two = a_full_matter("甲事项"), a_full_matter("乙事项")
    rows = [[code_of(one), "1"], [code_of(two), "=1+1"]]
    file = a_list(["事项编码", "到办事现场次数"], *rows)
    plan = previewed("x.csv", file)
    back = list(csv.reader(io.StringIO(rejected_rows(read("x.csv", file), plan))))
    assert (back[1][0], back[1][-1]) == ("3", "'=1+1")
    taken_over("x.csv", a_list(["事项编码", "办理时间"], [code_of(one), "全天"], ["?", "x"]))
    assert MatterVersion.objects.get(status="draft").matter == one


@pytest.mark.parametrize("cell", ["=1", "'=1", "''+1", "-", "@x", "'12", "12", "普通", "'", "\t1"])
def test_a_disarmed_cell_is_no_formula_and_comes_back(cell):
    assert rearmed(disarmed(cell)) == cell
    assert not disarmed(cell).startswith(("=", "+", "-", "@", "\t"))


def test_a_file_that_is_no_list_of_matters_is_refused_as_a_whole():
    for name, content in (
        ("x.json", b"[1]"),
        ("x.json", b"{"),
        ("x.xlsx", b"PK\x03\x04"),
        ("x.csv", b"\n"),
    ):
        with pytest.raises(Refusal, match=r"\."):
            read(name, content)


@pytest.mark.parametrize("path", [REAL_LIST, SHARED], ids=["demo", "shared"])
def test_the_real_list_is_understood_and_changes_nothing_where_it_was_imported(path):
    if not path.exists():
        pytest.skip("the shared list is not here")
    actions.import_matters(the_real_list(), an_act())
    book = read(path.name, path.read_bytes())
    assert set(mapping.guess(book.header)) >= {"organ", "name", "item_code", "power_type"}
    counts = previewed(path.name, path.read_bytes()).counts
    assert counts == {"rows": 791, "created": 0, "changed": 0, "unchanged": 791, "refused": 0}
