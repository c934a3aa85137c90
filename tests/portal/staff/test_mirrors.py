"""上级系统办件 at the desk: listed for who may see them, narrowed, read only, and for nobody else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.identity import a_clerk, an_act, an_organ
from builders.mirrors import NOON, SYSTEM, a_guide, a_mirror
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.mirrors.rules import Outcome, State, Step
from tongban.kernel.parties.actions import link_person

GRANTED = {"state": State.CLOSED, "outcome": Outcome.GRANTED, "decided_on": date(2026, 2, 26)}


@pytest.fixture(autouse=True)
def _march(clock):
    """Look on the second of March, when the province has reported."""
    clock.now = NOON + timedelta(hours=1)


@pytest.fixture
def version(place):
    return a_guide()


@pytest.fixture
def officer(version, as_):
    person, _post = a_clerk(version.organ)
    return as_(person)


def shown(client, **asked):
    rows = client.get(reverse("staff:mirrors"), asked).context["rows"]
    return [row.case.number for row in rows]


def test_the_list_shows_whose_it_is_where_it_is_handled_and_how_long_is_left(officer, version):
    a_mirror(version, applicant="欧阳春")
    page = officer.get(reverse("staff:mirrors")).content.decode()
    for words in (
        "上级系统办件",
        SYSTEM,
        "欧**",
        "SC20260302000017",
        "剩 4 个工作日",
        "截至 3月2日",
    ):
        assert words in page, words
    assert "欧阳春" not in page


def test_the_list_is_narrowed_and_what_is_unknown_is_left_aside(officer, version):
    a_mirror(version, number="AB1")
    a_mirror(version, number="AB2", **GRANTED)
    a_mirror(version, number="CD3", system="国家系统")
    assert shown(officer) == ["AB1", "CD3", "AB2"]
    assert shown(officer, q="ab") == ["AB1", "AB2"]
    assert shown(officer, state="closed") == ["AB2"]
    assert shown(officer, system="国家系统") == ["CD3"]
    assert shown(officer, state="nonsense") == ["AB1", "CD3", "AB2"]
    assert shown(officer, system="没有") == []


def test_the_tab_is_there_only_where_it_leads_to_something(officer, version, as_):
    def tabs(client):
        found = client.get(reverse("staff:desk")).context["tabs"]
        return {tab.url_name: tab.count for tab in found}

    assert "staff:mirrors" not in tabs(officer)
    a_mirror(version)
    assert tabs(officer)["staff:mirrors"] == len(shown(officer)) == 1
    other, _post = a_clerk(an_organ())
    assert "staff:mirrors" not in tabs(as_(other))
    assert as_(other).get(reverse("staff:mirrors")).status_code == 200


def test_the_page_tells_facts_and_steps_and_offers_nothing_to_do(officer, version):
    steps = (Step(NOON - timedelta(days=1), "材料已核验"),)
    mirror = a_mirror(version, steps=steps)
    page = officer.get(reverse("staff:mirror", args=[mirror.pk])).content.decode()
    for words in (f"在{SYSTEM}办理", "只供查看", "材料已核验", "张**", "2026年3月6日"):
        assert words in page, words
    assert "<button" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "剩 4 个工作日"),
        ({"promised_on": date(2026, 2, 27)}, "超承诺"),
        (
            {"promised_on": date(2026, 2, 27), "reported_at": NOON - timedelta(days=4)},
            "承诺日已过，未报新进展",
        ),
        ({"state": State.PAUSED}, "计时暂停"),
        ({"promised_on": None}, "未报送承诺办结日期"),
        (GRANTED, "予以批准"),
        ({"state": State.TERMINATED}, "终止办理"),
    ],
)
def test_each_way_of_standing_is_said_in_words(officer, version, more, words):
    a_mirror(version, **more)
    assert words in officer.get(reverse("staff:mirrors")).content.decode()


def test_a_foreign_organ_and_ones_own_case_do_not_exist(version, as_):
    mirror = a_mirror(version, document=an_identity_number(3))
    address = reverse("staff:mirror", args=[mirror.pk])
    own, _post = a_clerk(version.organ)
    assert as_(own).get(address).status_code == 200
    other, _post = a_clerk(an_organ())
    assert as_(other).get(address).status_code == 404
    assert as_(own).get(reverse("staff:mirror", args=[mirror.pk + 1])).status_code == 404


def test_who_is_the_applicant_does_not_find_it_at_his_desk(version, as_):
    own, _post = a_clerk(version.organ)
    link_person(a_citizen(order=3).pk, an_act(), person_id=own.pk)
    mirror = a_mirror(version, document=an_identity_number(3))
    assert as_(own).get(reverse("staff:mirror", args=[mirror.pk])).status_code == 404
    assert shown(as_(own)) == []


def test_nothing_is_ever_sent_to_these_pages(officer, version):
    mirror = a_mirror(version)
    for address in (reverse("staff:mirrors"), reverse("staff:mirror", args=[mirror.pk])):
        assert officer.post(address).status_code == 405


def test_the_list_asks_as_much_of_the_database_for_ten_rows_as_for_two(officer, version):
    asked_for = []
    for more in (2, 8):
        for n in range(more):
            a_mirror(version, number=f"{more}-{n}")
        shown(officer)
        with CaptureQueriesContext(connection) as asked:
            rows = shown(officer)
        asked_for.append((len(rows), len(asked)))
    assert [rows for rows, _asked in asked_for] == [2, 10]
    assert asked_for[0][1] == asked_for[1][1]


def test_a_long_list_has_pages(officer, version):
    for n in range(51):
        a_mirror(version, number=f"{n:03}")
    assert (len(shown(officer)), len(shown(officer, page="2"))) == (50, 1)
