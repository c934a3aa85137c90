"""列表导出: the sheet holds exactly what the list shows, masked, and nothing in it runs."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from builders.cases import a_place
from builders.identity import a_clerk, an_organ
from tongban.kernel.cases.actions import follow


def sheet(client, name, **query):
    """The cells of the exported list, its header first."""
    answer = client.get(reverse("staff:desk_sheet", args=[name]), query)
    book = load_workbook(io.BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def exported(client, name, **query):
    return [row[0] for row in sheet(client, name, **query)[1:]]


@pytest.fixture
def window(place):
    """A window that took in two cases, accepted one of them and follows it."""
    window = place.people["window"]
    number = place.accepted(by=window, channel="counter")
    place.submit(by=window, channel="counter")
    follow(number, place.act(window))
    return window


@pytest.mark.parametrize("query", [{}, {"state": "accepted"}, {"q": "住房", "state": "submitted"}])
@pytest.mark.parametrize("name", ["done", "opened", "followed"])
def test_the_sheet_holds_the_rows_of_the_list_in_their_order(window, as_, name, query, monkeypatch):
    client = as_(window)
    rows = client.get(reverse(f"staff:{name}"), query).context["rows"]
    monkeypatch.setattr("tongban.portal.staff.desk_lists.PAGE", 1)
    assert exported(client, name, **query) == [row.line.case.number for row in rows]


@pytest.mark.parametrize(
    "query", [{}, {"only": "late"}, {"only": "ample"}, {"only": "unaccepted", "q": "住房"}]
)
def test_the_sheet_of_what_is_to_do_keeps_the_chosen_group(window, place, as_, query):
    for person in (window, place.people["civil"]):
        client = as_(person)
        rows = client.get(reverse("staff:desk"), query).context["rows"]
        assert exported(client, "desk", **query) == [row.work.row.number for row in rows]


def test_the_applicant_is_masked_and_numbers_are_text(window, as_):
    header, row, _other = sheet(as_(window), "opened")
    assert header[:3] == ["办件编号", "事项", "申请人"]
    assert row[2] == "张**"
    assert isinstance(row[0], str)
    assert "张三丰" not in str(row)


def test_a_matter_that_looks_like_a_formula_is_no_formula(db, as_):
    place = a_place(name="=HYPERLINK(1)")
    place.submit(by=place.people["window"], channel="counter")
    _header, row = sheet(as_(place.people["window"]), "opened")
    assert row[1] == "'=HYPERLINK(1)"


def test_nobody_exports_what_he_may_not_see(window, place, as_):
    stranger, _post = a_clerk(an_organ())
    for name in ("desk", "done", "opened", "followed"):
        assert exported(as_(stranger), name) == []
    assert as_(place.citizen).get(reverse("staff:desk_sheet", args=["desk"])).status_code == 404
    assert as_(window).get(reverse("staff:desk_sheet", args=["other"])).status_code == 404


@pytest.mark.parametrize("name", ["desk", "opened"])
def test_a_sheet_asks_as_much_of_the_database_for_many_rows_as_for_few(place, as_, name):
    window, seen = place.people["window"], []
    client = as_(window)
    for more in (2, 6):
        for _ in range(more):
            place.submit(by=window, channel="counter")
        exported(client, name)
        with CaptureQueriesContext(connection) as asked:
            found = exported(client, name)
        seen.append((len(found), len(asked)))
    assert [rows for rows, _asked in seen] == [2, 8]
    assert seen[0][1] == seen[1][1]
