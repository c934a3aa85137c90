"""Event logs in CSV: columns are found by their usual names, and what is wrong is refused with its line."""

import gzip

import pytest

from builders.logs import from_csv, said
from tongban.kernel import Refusal
from tongban.kernel.mining.log import STANDARD
from tongban.kernel.mining.opening import read_log
from tongban.kernel.mining.tables import Headers

PLAIN = "case,activity,time\n1,receive,2026-01-05 09:00\n1,accept,2026-01-06 09:00\n2,receive,2026-01-07 09:00\n"


def refusal(text: str | bytes, *keys: str, **headers: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        from_csv(text, *keys, **headers)
    return caught.value


@pytest.mark.parametrize(
    "header",
    [
        "case:concept:name,concept:name,time:timestamp",
        "Case ID,Activity,Complete Timestamp",
        "case_id,activity_name,timestamp",
        "办件编号,环节名称,办理时间",
        "流水号,环节,完成时间",
        "案件编号,活动,时间戳",
    ],
)
def test_columns_are_found_by_their_usual_names(header):
    text = PLAIN.replace("case,activity,time", header)
    assert said(from_csv(text)) == said(from_csv(PLAIN))


def test_columns_may_stand_in_any_order_among_others():
    rows = [line.split(",") for line in PLAIN.splitlines()]
    turned = "".join(f"{c},other,{b},{a}\n" for a, b, c in rows)
    assert said(from_csv(turned)) == said(from_csv(PLAIN))


def test_columns_may_be_named():
    text = PLAIN.replace("case,activity,time", "Nr,Was,Wann")
    assert said(from_csv(text, case="nr", activity="Was", time="WANN")) == said(from_csv(PLAIN))


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_the_one_of_the_header(delimiter):
    assert said(from_csv(PLAIN.replace(",", delimiter))) == said(from_csv(PLAIN))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found(encoding):
    text = PLAIN.replace("receive", "受理").replace("case,activity,time", "办件编号,环节,时间")
    assert from_csv(text.encode(encoding)).activity.values == ("受理", "accept")


def test_gb18030_is_found_however_late_the_first_chinese_word_comes():
    many = PLAIN + "".join(f"{n},step,2026-01-05 09:00\n" for n in range(20_000))
    log = from_csv((many + "9,核发证照,2026-01-05 09:00\n").encode("gb18030"))
    assert (log.activity.values[-1], log.events) == ("核发证照", 20_004)


def test_rows_of_cases_may_be_mixed_and_are_put_in_the_order_of_their_times():
    text = "case,activity,time\n2,c,2026-01-07\n1,b,2026-01-06\n2,a,2026-01-05\n1,a,2026-01-05\n"
    shown = [(name, [each[0] for each in events]) for name, _facts, events in said(from_csv(text))]
    assert shown == [("2", ["a", "c"]), ("1", ["a", "b"])]


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-05T09:00:00+08:00",
        "2026-01-05T01:00:00Z",
        "2026-01-05 09:00:00.000",
        "2026/1/5 9:00",
        "2026/01/05 09:00:00",
        "2026.1.5 9:00",
        "2026年1月5日 9:00",
        "2026年1月5日9时00分",
    ],
)
def test_times_are_read_as_lists_have_them(written):
    usual = "case,activity,time\n1,a,2026-01-05T09:00:00+08:00\n"
    assert said(from_csv(f"case,activity,time\n1,a,{written}\n")) == said(from_csv(usual))


def test_a_missing_time_is_kept_as_missing():
    log = from_csv("case,activity,time\n1,a,\n1,b,2026-01-05\n")
    assert [each[1] is None for each in said(log)[0][2]] == [True, False]


def test_the_other_usual_columns_are_read_where_asked():
    text = "办件编号,环节,时间,经办人,办理部门\n1,受理,2026-01-05,王敏,住建局\n"
    assert said(from_csv(text, *STANDARD))[0][2][0][2] == {"org:resource": "王敏", "org:group": "住建局"}  # fmt: skip


def test_what_is_said_of_a_case_stands_in_all_its_rows_or_in_one():
    text = "case,activity,time,deadline\n1,a,2026-01-05,2026-02-01\n1,b,2026-01-06,\n2,a,2026-01-06,2026-03-01\n"
    column = from_csv(text, "deadline").of_case("deadline")
    assert [column.at(n) for n in range(2)] == ["2026-02-01", "2026-03-01"]


def test_two_values_of_what_is_said_of_a_case_are_refused():
    text = "case,activity,time,deadline\n1,a,2026-01-05,2026-02-01\n1,b,2026-01-06,2026-02-02\n"
    with pytest.raises(
        Refusal, match="Case 1 has two values of deadline: “2026-02-01” and “2026-02-02”"
    ):
        from_csv(text, "deadline").of_case("deadline")


def test_quoted_cells_may_hold_delimiters_and_lines():
    log = from_csv('case,activity,time\n1,"a, ""b""\nc",2026-01-05\n')
    assert log.activity.values == ('a, "b"\nc',)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a,b,c\n1,2,3\n", "no_column", "there are: a, b, c. Name it with --case."),
        ("case,b,c\n1,2,3\n", "no_column", "with --activity"),
        ("case,activity,c\n1,2,3\n", "no_column", "with --time"),
        ("case,case,activity,time\n", "same_header", "2 columns are called case"),
        ("", "no_column", "No column is the one of case"),
        (PLAIN + "3,receive\n", "wrong_width", "Line 5 has 2 cells, the header 3"),
        (PLAIN + "3,a,2026-01-05,x\n", "wrong_width", "Line 5 has 4 cells"),
        (PLAIN + "\n\n3,receive\n", "wrong_width", "Line 7"),
        (PLAIN + ",receive,2026-01-05\n", "empty_cell", "Line 5: the column case is empty"),
        (PLAIN + "3, ,2026-01-05\n", "empty_cell", "Line 5: the column activity is empty"),
        (PLAIN + "3,a,soon\n", "no_instant_in_cell", "Line 5: “soon” in the column time"),
        (PLAIN + "3,a,2026-13-05\n", "no_instant_in_cell", "2026-13-05"),
        (PLAIN + '3,"a,2026-01-05\n', "csv_broken", "begins on line 5"),
        (PLAIN.encode() + b"3,\xff\xff,2026-01-05\n", "encoding_of_table", "neither UTF-8 nor"),
    ],
)
def test_a_malformed_table_is_refused_with_the_line(text, code, words):
    found = refusal(text)
    assert found.code == f"mining.{code}"
    assert words in str(found)


def test_a_column_that_was_named_and_is_not_there_is_refused():
    assert "No column is the one of" in str(refusal(PLAIN, case="number"))


def test_packed_tables_are_read_too(tmp_path):
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(PLAIN.encode()))
    assert said(read_log(path)) == said(from_csv(PLAIN))
    assert read_log(path, (), Headers(case="case")).cases == 2
