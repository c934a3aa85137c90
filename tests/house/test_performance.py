"""The page of performance holds what the recorded run says, and nothing in its tables is written by hand."""

import re

import pytest
from benchmarks._drawing import DRAWINGS, drawn, read

from builders.sources import ROOT

PAGE = ROOT / "docs" / "explanation" / "performance.md"
RUN = PAGE.with_suffix(".jsonl")


def test_the_tables_are_drawn_from_the_recorded_run():
    page = PAGE.read_text(encoding="utf-8")
    assert drawn(page, read(RUN)) == page


def test_every_drawing_stands_on_the_page_once():
    page = PAGE.read_text(encoding="utf-8")
    assert sorted(re.findall(r"<!-- (\w+): drawn -->", page)) == sorted(DRAWINGS)


@pytest.mark.parametrize("figure", ["p99_ms", "queries"])
def test_a_figure_that_changes_in_the_run_changes_the_page(figure):
    page, lines = PAGE.read_text(encoding="utf-8"), read(RUN)
    most = max(line["cases"] for line in lines if line["bench"] == "lists")
    other = [
        {**line, figure: 98765} if line["bench"] == "lists" and line["cases"] == most else line
        for line in lines
    ]
    assert "98765" in drawn(page, other)
    assert "98765" not in page


def test_a_later_line_takes_the_place_of_an_earlier_one_of_the_same_thing(tmp_path):
    run = tmp_path / "run.jsonl"
    run.write_text(
        'lists: words\n{"bench": "clock", "ratio": 1}\n{"bench": "clock", "ratio": 2}\n',
        encoding="utf-8",
    )
    assert read(run) == [{"bench": "clock", "ratio": 2}]
