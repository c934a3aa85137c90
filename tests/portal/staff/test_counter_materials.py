"""逐项收件: each material is noted with the form, kept while it is typed, and printed on the receipt."""

import pytest
from django.urls import reverse

from builders.cases import a_licence
from builders.parties import an_identity_number
from tongban.kernel.cases.models import Case
from tongban.kernel.catalogue.content import Paper

FORM = {"applicant.name": "张三丰", "applicant.income": "30000"}


@pytest.fixture
def place(db, clock):
    made = a_licence("health", materials=(
        Paper(key="proof", name="场所平面图"), Paper(key="report", name="检测报告", necessity="later"),
        Paper(key="licence", name="营业执照", exempt=True),
    ))  # fmt: skip
    clock.now = made.now
    return made


@pytest.fixture
def clerk(place, as_):
    return as_(place.people["window"])


@pytest.fixture
def url(place, clerk):
    who = {"kind": "person", "name": "张三丰", "number": an_identity_number(), "phone": ""}
    return clerk.post(
        reverse("staff:begin"), {"matter": place.version.matter_id, "key": "k", **who}
    ).url


def ways(page):
    return {row.material.key: [key for key, _label in row.ways] for row in page.context["rows"]}


def test_each_material_offers_what_the_guide_allows_of_it(clerk, url):
    page = clerk.get(url)
    assert ways(page)["proof"] == ["brought", "seen", "copy", "missing"]
    assert ways(page)["report"] == ["brought", "seen", "copy", "missing", "later"]
    assert {row.material.key: row.how for row in page.context["rows"]}["licence"] == "known"


def test_what_is_noted_stands_on_the_receipt_and_is_no_more_to_be_compared(clerk, url):
    taken = {"taken.proof": "seen", "taken.report": "later", "taken.licence": "known"}
    page = clerk.post(url, FORM | taken, follow=True).content.decode()
    assert "原件已核验并退还" in page
    assert "容缺后补" in page
    case = clerk.get(reverse("staff:case", args=[Case.objects.get().number])).content.decode()
    assert "收取材料" in case


def test_nothing_said_of_a_required_material_is_asked_for_where_it_stands(clerk, url):
    answer = clerk.post(url, FORM)
    assert answer.status_code == 422
    assert [one.field for one in answer.context["problems"]] == ["taken-proof"]
    assert 'value="30000"' in answer.content.decode()


def test_what_may_not_follow_later_is_refused(clerk, url):
    assert clerk.post(url, FORM | {"taken.proof": "later"}).status_code == 422
    assert not Case.objects.exists()


def test_the_script_keeps_everything_and_hands_nothing_in(clerk, url):
    typed = {"applicant.income": "12", "taken.proof": "copy", "delivery": "window", "came": "post"}
    assert clerk.post(url, typed | {"_keep": "1"}).status_code == 204
    page = clerk.get(url)
    assert {row.material.key: row.how for row in page.context["rows"]}["proof"] == "copy"
    assert 'value="12"' in page.content.decode()
    assert '<option value="post" selected>' in page.content.decode()
    assert not Case.objects.exists()


def test_what_was_to_follow_is_noted_on_the_page_of_the_case_when_it_comes(
    clerk, url, in_step, place
):
    clerk.post(url, FORM | {"taken.proof": "seen", "taken.report": "later"})
    number = Case.objects.get().number
    case = reverse("staff:case", args=[number])
    assert "do-take_materials" in clerk.get(case).content.decode()
    act = reverse("staff:act", args=[number, "take_materials"])
    clerk.post(act, {"version": place.case(number).n, "material": "report", "how": "copy"})
    assert place.last(number, "case.materials_taken")["taken"] == [
        {"material": "report", "how": "copy"}
    ]
    assert "do-take_materials" not in clerk.get(case).content.decode()
