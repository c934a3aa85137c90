"""Programs read matters and the cases of their posts, and nothing else."""

import pytest

from builders.api import a_program
from builders.cases import a_place
from builders.catalogue import a_matter
from builders.identity import an_organ

pytestmark = pytest.mark.django_db


def test_a_matter_is_found_by_its_words_and_read_with_limits_and_form():
    place, program = a_place(), a_program()
    (found,) = program.get("matters?q=公共租赁住房").json()["items"]
    read = program.get(f"matters/{found['matter_id']}").json()
    assert read["name"] == place.version.name
    assert read["statutory"] == {"amount": 20, "unit": "wd"}
    assert read["form_schema"]["properties"]["applicant"]["required"] == ["name"]
    assert read["bases"][0]["law"] == "公共租赁住房管理办法"


def test_what_is_not_in_force_does_not_exist():
    answer = a_program().get("matters/999")
    assert (answer.status_code, answer.json()["code"]) == (404, "api.not_found")
    assert answer["Content-Type"] == "application/problem+json"


def test_pages_of_matters_skip_and_repeat_nothing_when_one_is_published_between_them():
    for number in range(5):
        a_matter(f"养老服务{number}")
    program = a_program()
    first = program.get("matters?limit=2").json()
    a_matter("阿胶认定")
    names, page = [each["name"] for each in first["items"]], first
    while page["next"]:
        page = program.get(page["next"].removeprefix("/api/v1/")).json()
        names += [each["name"] for each in page["items"]]
    assert sorted(names) == [f"养老服务{number}" for number in range(5)]


def test_a_case_is_read_masked_with_what_waits_for_the_post():
    place = a_place()
    number = place.submit().number
    program = a_program(place.hall)
    answer = program.get(f"cases/{number}")
    read = answer.json()
    assert read["applicant"]["name"] == "张**"
    assert "张三丰" not in answer.content.decode()
    assert read["events"][0]["type"] == "case.submitted"
    assert answer["ETag"] == read["etag"]


def test_a_case_that_is_known_is_not_sent_again_until_something_happens():
    place = a_place()
    number = place.submit().number
    program = a_program(place.hall)
    etag = program.get(f"cases/{number}")["ETag"]
    again = program.get(f"cases/{number}", If_None_Match=etag)
    assert (again.status_code, again.content) == (304, b"")
    place.accept(number)
    assert program.get(f"cases/{number}", If_None_Match=etag).status_code == 200


def test_a_case_of_others_looks_like_none():
    place = a_place()
    number = place.submit().number
    other = a_program(an_organ())
    foreign, missing = other.get(f"cases/{number}"), other.get("cases/511602202602130000001")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.json() == missing.json()
    assert other.get("cases").json()["items"] == []


def test_pages_of_cases_skip_and_repeat_nothing_when_one_comes_in_between_them():
    place = a_place()
    numbers = [place.submit().number for _ in range(5)]
    program = a_program(place.hall)
    page = program.get("cases?limit=2").json()
    place.submit()
    got = [each["number"] for each in page["items"]]
    while page["next"]:
        page = program.get(page["next"].removeprefix("/api/v1/")).json()
        got += [each["number"] for each in page["items"]]
    assert got == numbers[::-1]


def test_cases_are_narrowed_by_state_and_day():
    place = a_place()
    handed_in, accepted = place.submit().number, place.accepted()
    program = a_program(place.hall)
    found = program.get("cases?state=accepted").json()["items"]
    assert [each["number"] for each in found] == [accepted]
    assert len(program.get("cases?received_from=2026-02-13").json()["items"]) == 2
    assert program.get("cases?received_to=2026-02-12").json()["items"] == []
    assert handed_in != accepted


@pytest.mark.parametrize("change", ["x", "&state=accepted"])
def test_a_cursor_that_was_altered_or_made_for_other_filters_is_refused(change):
    place = a_place()
    for _ in range(2):
        place.submit()
    program = a_program(place.hall)
    link = program.get("cases?limit=1").json()["next"].removeprefix("/api/v1/")
    answer = program.get(link + change)
    assert (answer.status_code, answer.json()["code"]) == (400, "api.cursor")


def test_a_page_holds_a_hundred_at_most():
    answer = a_program().get("matters?limit=101")
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["field"] == "query.limit"
