"""核验文书: what anybody sees of a paper: whether it holds, whether a file is that paper, and nothing personal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders.identity import an_act, an_organ
from builders.papers import FACTS, composed, issued
from tongban.kernel.documents.models import Document
from tongban.kernel.documents.queries import open_document
from tongban.kernel.papers.actions import revoke, supersede
from tongban.kernel.papers.actions.composing import verify_address
from tongban.portal.public import verifying

pytestmark = pytest.mark.django_db
ASK = reverse("public:verify")


@pytest.fixture
def paper():
    """A composed paper of a bureau."""
    return composed(an_organ("广安区住房和城乡建设局"))


@pytest.fixture
def zh(client):
    """The browser of somebody who reads Chinese."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return client


def page_of(paper) -> str:
    return reverse("public:verified", args=[paper.code])


def shown(answer) -> str:
    return answer.content.decode()


def original(paper) -> SimpleUploadedFile:
    """The file as it was downloaded."""
    with open_document(paper.document) as file:
        return SimpleUploadedFile("文书.pdf", file.read(), "application/pdf")


def test_a_typed_code_leads_to_the_paper(zh, paper):
    typed = f"{paper.code[:4]}-{paper.code[4:8]} {paper.code[8:].lower()}"
    answer = zh.get(ASK, {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, page_of(paper))


@pytest.mark.parametrize(("code", "status"), [("ABCD", 422), ("", 200)])
def test_a_code_that_cannot_be_one_is_asked_for_again(zh, code, status):
    assert zh.get(ASK, {"code": code}).status_code == status


def test_an_unknown_code_shows_no_paper(zh, paper):
    answer = zh.get(reverse("public:verified", args=["A" * 16]))
    assert answer.status_code == 404
    assert "没有使用该验证码的文书" in shown(answer)


def test_the_square_code_leads_to_the_page(paper):
    assert verify_address(paper.code).endswith(page_of(paper))


def test_what_is_shown_of_a_paper_is_not_personal(zh, paper):
    answer = zh.get(page_of(paper))
    text = shown(answer)
    for words in ("受理通知书", paper.number, paper.organ.name, "2026年3月25日", "现行有效"):
        assert words in text
    for secret in ("applicant", "matter", "case_number", "query_code", "hash"):
        assert FACTS[secret] not in text
    assert answer["Cache-Control"] == "no-store"


def test_a_superseded_paper_names_its_successor_and_a_revoked_one_must_not_be_relied_on(zh):
    organ = an_organ()
    old, new = issued(organ), issued(organ)
    supersede(old.pk, an_act(), by=new.pk)
    text = shown(zh.get(page_of(old)))
    assert "已被替代" in text
    assert new.number in text
    revoke(new.pk, an_act())
    text = shown(zh.get(page_of(new)))
    assert "已撤回" in text
    assert "现行有效" not in text


def test_the_file_itself_is_the_same_and_nothing_of_it_is_kept(zh, paper):
    before = Document.objects.count()
    answer = zh.post(page_of(paper), {"file": original(paper)})
    assert "完全一致" in shown(answer)
    assert Document.objects.count() == before


def test_one_changed_byte_is_not_the_same(zh, paper):
    content = original(paper).read() + b"\n"
    answer = zh.post(page_of(paper), {"file": SimpleUploadedFile("文书.pdf", content)})
    assert "不一致" in shown(answer)
    assert "完全一致" not in shown(answer)


def test_the_file_of_another_paper_is_not_the_same(zh, paper):
    answer = zh.post(page_of(paper), {"file": original(composed(paper.organ))})
    assert "不一致" in shown(answer)


def test_the_same_file_of_a_revoked_paper_no_longer_holds(zh, paper):
    revoke(paper.pk, an_act())
    assert "一致，但文书已不再有效" in shown(zh.post(page_of(paper), {"file": original(paper)}))


def test_no_file_a_large_file_and_a_paper_without_a_file_are_told_apart(zh, paper, monkeypatch):
    assert "请选择文书文件" in shown(zh.post(page_of(paper)))
    unmade = zh.post(page_of(issued(paper.organ)), {"file": original(paper)})
    assert "尚未生成" in shown(unmade)
    monkeypatch.setattr(verifying, "LARGEST", 100)
    answer = zh.post(page_of(paper), {"file": original(paper)})
    assert (answer.status_code, "20 MB" in shown(answer)) == (422, True)
