"""日报、周报、月报: the Excel file says what the page says, and no cell of it is a formula."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from builders.cases import a_place
from tongban.kernel.ledger.actions import drain


def a_report(client, span):
    return client.get(reverse("staff:overview_report"), {"span": span})


def sheets(answer):
    book = load_workbook(BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}, book


@pytest.fixture
def formula(db, clock):
    """A place whose matter is named like a formula, with one case received."""
    place = a_place("civil", name="=1+1")
    place.submit()
    while drain(place.now):
        pass
    clock.now = place.now
    return place


@pytest.mark.parametrize(("span", "title"), [("day", "日报"), ("week", "周报"), ("month", "月报")])
def test_the_report_says_what_the_page_says(formula, as_, span, title):
    leader = as_(formula.people["leader"])
    page = leader.get(reverse("staff:overview"), {"span": span}).context
    answer = a_report(leader, span)
    assert quote(f"办件{title}") in answer["Content-Disposition"]
    found, _book = sheets(answer)
    assert found["合计"][1][2:] == [str(one.count) for one in page["figures"]]
    for by, name in (
        ("organ", "按机关"),
        ("hall", "按收件单位"),
        ("matter", "按事项"),
        ("level", "按层级"),
    ):
        rows = [[g.name, *(str(one.count) for one in g.figures)] for g in page["groups"][by]]
        assert [row[1:] for row in found[name][1:]] == [row[1:] for row in rows], name
    assert found["逐日"][1:] == [["2026-02-13", "1", "0", "0", "0"]]


def test_a_name_that_begins_like_a_formula_is_not_run(formula, as_):
    _found, book = sheets(a_report(as_(formula.people["leader"]), "month"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in book["按事项"]["A"]][1].endswith("=1+1")


@pytest.mark.parametrize("who", ["window", "officer", "citizen"])
def test_who_oversees_nothing_gets_no_report(formula, as_, who):
    person = formula.citizen if who == "citizen" else formula.people[who]
    assert a_report(as_(person), "month").status_code == 404
