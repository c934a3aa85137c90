"""重新申请 on the pages: from the ended case to a draft that is filled in already, and links between the two."""

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders.cases import FORM, Place, a_place
from builders.files import PDF
from tongban.kernel.cases import actions
from tongban.kernel.cases.queries import query_code
from tongban.kernel.documents.actions import keep
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.forms.models import Draft


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"


@pytest.fixture
def place(db: None) -> Place:
    """A place whose form asks for a paper."""
    form = copy.deepcopy(FORM)
    form["properties"]["applicant"]["properties"]["paper"] = {
        "type": "string", "title": "身份证明", "x-file": {"types": ["pdf"], "max_mb": 5},
    }  # fmt: skip
    form["properties"]["applicant"]["required"] = ["name", "paper"]
    return a_place("civil", form=form)


@pytest.fixture
def citizen(place, signed_in):
    """The applicant's browser."""
    return signed_in(place.citizen)


@pytest.fixture
def number(place) -> str:
    """A case with a paper, not taken on."""
    act = place.act(place.citizen)
    file = SimpleUploadedFile("旧证.pdf", PDF)
    paper = keep(file, name="旧证.pdf", act=act, allowed=("pdf",), max_bytes=10**6)
    found = place.submit(values={"applicant": {"name": "张三丰", "paper": paper.reference}}).number
    answer = actions.Answer("not_needed", "未附收入证明。")
    place.at("decline", found, "accept", answer=answer)
    return found


def own(client, number):
    return client.get(reverse("public:own", args=[number])).content.decode()


def begun(client, number):
    """Press the button; return the draft."""
    answer = client.post(reverse("public:again", args=[number]), {"key": "a"})
    assert answer.status_code == 302, answer
    return Draft.objects.get(closed_at=None)


def sent(client, number):
    """Press the button, look the draft through and send it; return the new case's number."""
    check = reverse("public:check", args=[begun(client, number).pk])
    answer = client.post(check)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url.rstrip("/").rpartition("/")[2]


def test_the_button_leads_to_a_filled_in_draft_that_is_sent_without_an_upload(
    citizen, place, number
):
    assert "重新申请" in own(citizen, number)
    step = citizen.get(reverse("public:draft", args=[begun(citizen, number).pk]), follow=True)
    assert "旧证.pdf" in step.content.decode()
    assert number in step.content.decode()
    new = place.case(sent(citizen, number))
    assert new.earlier == number
    assert documents_used_by(f"case/{new.number}")[0].name == "旧证.pdf"


def test_pressing_twice_leads_to_one_draft(citizen, number):
    assert begun(citizen, number).pk == begun(citizen, number).pk


def test_both_pages_name_the_other_case_and_the_button_is_gone(citizen, number):
    new = sent(citizen, number)
    assert number in own(citizen, new)
    assert "未附收入证明。" in own(citizen, new)
    assert new in own(citizen, number)
    assert reverse("public:again", args=[number]) not in own(citizen, number)
    refused = citizen.post(reverse("public:again", args=[number]), {"key": "b"}, follow=True)
    assert new in refused.content.decode()
    assert Draft.objects.filter(closed_at=None).count() == 0


def test_the_staff_see_how_the_earlier_one_ended_and_why(citizen, place, number, signed_in):
    new = sent(citizen, number)
    desk = signed_in(place.people["window"])
    page = desk.get(reverse("staff:case", args=[new])).content.decode()
    assert 'id="earlier"' in page
    assert number in page
    assert "未附收入证明。" in page
    assert new in desk.get(reverse("staff:case", args=[number])).content.decode()


def test_nobody_else_begins_from_it(place, number, signed_in):
    other = a_place("police", order=9, hall="乙县政务服务中心", bureau="乙县住建局")
    stranger = signed_in(other.citizen)
    assert stranger.post(reverse("public:again", args=[number]), {"key": "a"}).status_code == 404
    assert not Draft.objects.exists()


def test_the_query_code_alone_does_not_tell_which_case_came_before(citizen, client, number):
    new = sent(citizen, number)
    tracked = {"number": new, "code": query_code(new)}
    page = client.post(reverse("public:track"), tracked).content.decode()
    assert new in page
    assert number not in page
