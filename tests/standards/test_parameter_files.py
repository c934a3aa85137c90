"""The files of legal numbers: none without a source, none that the page does not show."""

import re
import runpy
import warnings
from pathlib import Path

import pytest
import yaml

from tongban.standards import parameters
from tongban.standards.parameters import Fault, names, parameter
from tongban.standards.parameters.page import page
from tongban.standards.parameters.reading import read

HOUSE = Path(__file__).resolve().parents[2]
FILES = sorted(Path(parameters.__file__).parent.rglob("*.yaml"))
GOOD = """
title: 某期限
unit: working_days
values: {2004-07-01: 20}
references:
  2004-07-01: [{law: 甲法, article: 第一条, rule: XK-04, confidence: sure}]
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_legal_number_cites_an_article(path):
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert raw["references"].keys() == raw["values"].keys()
    assert all(ground["article"] for grounds in raw["references"].values() for ground in grounds)


def test_the_rules_of_licensing_and_of_the_clock_are_all_shipped():
    shipped = set().union(*(parameter(name).rules for name in names()))
    wanted = {f"XK-{n:02}" for n in range(1, 21)} | {f"CLK-{n:02}" for n in range(1, 8)}
    assert wanted <= shipped


def test_a_good_file_loads(tmp_path):
    path = tmp_path / "some.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read(path, "shelf/some").title == "某期限"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("  2004-07-01: [{", "  2005-07-01: [{", "the source of 2005-07-01 belongs to no value"),
        ("20}", "20, 2020-01-01: 18}", "shelf/some, 2020-01-01 has no source"),
        ("law: 甲法, ", "", "of shelf/some, 2004-07-01 lacks law"),
        ("article: 第一条, ", "article: '', ", "of shelf/some, 2004-07-01 lacks article"),
        ("rule: XK-04, ", "", "lacks rule"),
        (", confidence: sure", "", "lacks confidence"),
        ("confidence: sure", "confidence: surely", "must be one of"),
        ("confidence: sure", "confidence: sure·v", "needs checked_on"),
        ("working_days", "moons", "its unit must be one of"),
        ("20}", "-20}", "-20 is no value in working_days"),
        ("20}", "'20'}", "'20' is no value in working_days"),
        ("{2004-07-01: 20}", "{}", "it has no values"),
        ("{2004-07-01: 20}", "{x: 20}", "x is no date"),
        ("title: 某期限", "titel: 某期限", "titel is no known key"),
        ("title: 某期限", "", "it has no title"),
        ("20}", "20, 2004-07-01: 21}", "2004-07-01 stands twice"),
        ("title: 某期限", "]", "no YAML that can be read"),
        (GOOD, "- title", "it must be a mapping"),
        ("title: 某期限", "title: 某期限\nregions: {511602: {}}", "division code in quotes"),
        ("title: 某期限", "title: 某期限\nregions: {'511699': {}}", "no division 511699"),
        ("title: 某期限", "title: 某期限\nregions: {'511602': 3}", "there must be a mapping"),
        ("title: 某期限", "title: 某期限\nregions: {'511602': {}}", "some for 511602 is wrong"),
    ],
)
def test_a_file_without_source_or_sense_does_not_load(tmp_path, before, after, words):
    assert before in GOOD
    path = tmp_path / "some.yaml"
    path.write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(Fault) as fault:
        read(path, "shelf/some")
    assert words in str(fault.value)


def test_the_reference_page_is_made_from_the_data():
    kept = HOUSE / "docs" / "reference" / "parameters.md"
    assert kept.read_text(encoding="utf-8") == page(), "make it anew, see its second line"


def test_the_page_is_printed_by_the_command_that_it_names(capsys):
    with warnings.catch_warnings(action="ignore"):
        runpy.run_module("tongban.standards.parameters.page", run_name="__main__")
    assert capsys.readouterr().out == page()


def test_the_example_of_the_how_to_page_is_the_shipped_file():
    text = (HOUSE / "docs" / "how-to" / "add-a-legal-number.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    shipped = yaml.safe_load(
        next(p for p in FILES if p.stem == "decision_limit").read_text("utf-8")
    )
    shown = yaml.safe_load(re.sub(r"^ {3}", "", example[1], flags=re.MULTILINE))
    assert shown["values"] == shipped["values"]
    assert shown.keys() == shipped.keys()
