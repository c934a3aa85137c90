"""Supplying what was asked for: each point beside its field, files kept, drafts kept, and nobody else's."""

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders.cases import ANSWERS, FORM, Place, a_licence
from builders.files import PDF
from tongban.kernel.cases.actions import Point
from tongban.kernel.documents.actions import keep
from tongban.kernel.forms.models import Draft

NAME = Point("income", "年收入填写有误", "请按上一年度填写")
PLAN = Point("plan", "平面图不清晰", "请重新上传")
ELSEWHERE = Point("stamp", "申请书未盖章", "")
TYPED = {"applicant.name": "张三丰", "applicant.income": "42000"}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"


@pytest.fixture
def place(db: None) -> Place:
    """A licence whose form asks for a plan."""
    form = copy.deepcopy(FORM)
    form["properties"]["applicant"]["properties"]["plan"] = {
        "type": "string", "title": "平面图", "x-file": {"types": ["pdf"], "max_mb": 5},
    }  # fmt: skip
    return a_licence(form=form)


@pytest.fixture
def number(place: Place) -> str:
    """A case with a plan, of which something is missing."""
    act = place.act(place.citizen)
    file = SimpleUploadedFile("旧图.pdf", PDF)
    plan = keep(file, name="旧图.pdf", act=act, allowed=("pdf",), max_bytes=10**6)
    answers = {"applicant": {**ANSWERS["applicant"], "plan": plan.reference}}
    found = place.submit(values=answers).number
    place.at("request_supplement", found, "accept", points=[NAME, PLAN, ELSEWHERE])
    return found


@pytest.fixture
def citizen(place, signed_in):
    """The applicant's browser."""
    return signed_in(place.citizen)


def address(number: str) -> str:
    return reverse("public:supplement", args=[number])


def test_each_point_stands_beside_its_field_with_the_present_answers_and_files(citizen, number):
    page = citizen.get(address(number)).content.decode()
    assert page.index("年收入填写有误", page.index("<form method")) < page.index('value="30000"')
    assert "旧图.pdf" in page
    assert "申请书未盖章" in page
    assert "前（含当日）补正" in page


def test_what_is_supplied_reaches_the_window_with_the_old_file_kept(citizen, number, place):
    page = citizen.get(address(number)).content.decode()
    reference = page.split('name="applicant.plan" value="')[1].split('"')[0]
    new = SimpleUploadedFile("新图.pdf", PDF)
    answer = citizen.post(address(number), {**TYPED, "applicant.plan": [reference, new]})
    assert answer.url == reverse("public:own", args=[number])
    assert place.case(number).state == "submitted"
    assert place.last(number, "case.supplemented")["missing"] == 0
    assert citizen.get(address(number)).url == reverse("public:own", args=[number])


def test_what_is_not_whole_is_sent_only_when_the_applicant_says_so(citizen, number, place):
    page = citizen.get(address(number)).content.decode()
    reference = page.split('name="applicant.plan" value="')[1].split('"')[0]
    given = {**TYPED, "applicant.plan": reference}
    first = citizen.post(address(number), given)
    assert first.status_code == 422
    assert "以下内容尚未补正" in first.content.decode()
    assert place.case(number).state == "supplementing"
    citizen.post(address(number), {**given, "anyway": "1"})
    assert place.case(number).state == "submitted"


def test_a_draft_of_it_is_kept_and_begun_once(citizen, number, place):
    citizen.post(address(number), {**TYPED, "_later": "1"})
    assert 'value="42000"' in citizen.get(address(number)).content.decode()
    assert Draft.objects.count() == 1
    assert place.case(number).state == "supplementing"
    assert address(number) in citizen.get(reverse("public:mine")).content.decode()


def test_a_wrong_answer_is_told_at_its_field_and_nothing_is_sent(citizen, number, place):
    answer = citizen.post(address(number), {**TYPED, "applicant.income": "viel"})
    assert answer.status_code == 422
    assert 'href="#f-applicant-income"' in answer.content.decode()
    assert place.case(number).state == "supplementing"


def test_the_supplement_of_another_does_not_exist(number, place, signed_in, neighbour):
    others = [neighbour, place.people["window"], place.people["leader"]]
    for person in others:
        client = signed_in(person)
        assert client.get(address(number)).status_code == 404
        assert client.post(address(number), TYPED).status_code == 404
    assert not Draft.objects.exists()


def test_nothing_can_be_supplied_while_nothing_is_asked_for(citizen, place):
    number = place.submit().number
    said = citizen.get(address(number), follow=True).content.decode()
    assert "目前没有需要补正的内容" in said
    assert not Draft.objects.exists()


def test_its_draft_is_no_application_of_its_own(citizen, number):
    citizen.get(address(number))
    draft = Draft.objects.get()
    assert citizen.get(reverse("public:draft", args=[draft.pk])).status_code == 404
    assert citizen.post(reverse("public:check", args=[draft.pk])).status_code == 404
