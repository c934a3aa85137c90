"""文书成稿: made once, the same bytes, type embedded, text that can be read, and nothing of it ever run."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.conf import settings
from django.db import connection
from pypdf import PdfReader

from builders.identity import an_act, an_organ
from builders.papers import FACTS, composed, issued
from tongban.kernel import Refusal
from tongban.kernel.documents.queries import documents_used_by, open_document
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.papers.actions import (
    compose,
    draft_template,
    publish_template,
    supersede,
)
from tongban.kernel.papers.models import Paper
from tongban.kernel.papers.press.printing import Sheet, Text, pdf_of
from tongban.kernel.papers.rules import Kind
from tongban.kernel.papers.shipped import Wording, shipped
from tongban.kernel.papers.stamping import NoStamp, stamps
from tongban.kernel.papers.wording import clean, fault, filled

pytestmark = pytest.mark.django_db
HOSTILE = '#read("/etc/passwd") `x` {organ} {{table:materials}} $y$ *b* \\ <a> @b // #panic()'


def bytes_of(paper: Paper) -> bytes:
    with open_document(paper.document) as file:
        return file.read()


def text_of(content: bytes) -> str:
    """The text of all pages, without the breaks of lines."""
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_composed_from_the_wording_that_the_platform_brings(kind):
    organ = an_organ("广安市广安区住房和城乡建设局")
    paper = composed(organ, kind)
    text = text_of(bytes_of(paper))
    wording = shipped(kind)
    assert fault(kind, wording.title, wording.body) is None
    for words in (wording.title, paper.number, organ.name, "2026年3月25日", "李秀英"):
        assert words in text
    assert "＿" not in text


@pytest.mark.parametrize("kind", Kind)
def test_a_paper_of_which_hardly_anything_is_known_leaves_out_what_it_cannot_say(kind):
    paper = issued(kind=kind)
    compose(paper.pk, {"applicant": "李秀英"}, an_act())
    text = text_of(bytes_of(Paper.objects.get(pk=paper.pk)))
    assert "{" not in text
    assert "None" not in text


DECIDED = {
    "non_acceptance": "本机关决定不予受理",
    "not_needed": "依法不需要取得行政许可",
    "grant": "本机关决定准予行政许可",
    "refusal": "本机关决定不予行政许可",
    "result_refused": "本机关决定不予办理",
    "deemed_acceptance": "起即为受理",
    "deemed_renewal": "视为准予延续",
    "returned": "本机关现退回该申请",
    "revocation": "本机关决定撤销该行政许可",
    "cancellation": "本机关决定注销该行政许可",
}


@pytest.mark.parametrize("kind", DECIDED)
def test_a_decision_stands_on_its_paper_though_law_reasons_and_contact_are_unknown(kind):
    known = {name: FACTS[name] for name in ("applicant", "matter", "case_number", "happened")}
    blocks = filled(shipped(Kind(kind)).body, clean(known))
    assert DECIDED[kind] in "".join(block.text for block in blocks if isinstance(block, Text))


@pytest.mark.parametrize("kind", ["acceptance", "deemed_acceptance"])
def test_acceptance_counts_from_the_day_of_the_fact_not_of_its_entry(kind):
    days = {"happened": "2026年2月10日", "accepted_on": "2026年2月28日"}
    blocks = filled(shipped(Kind(kind)).body, clean({**FACTS, **days}))
    text = "".join(block.text for block in blocks if isinstance(block, Text))
    assert [day in text for day in days.values()] == [True, False]


@pytest.mark.parametrize("kind", Kind)
def test_no_paper_leaves_a_blank_for_a_contact_law_or_new_due_day_that_is_unknown(kind):
    unknown = {"contact", "law", "new_due", "promised_on", "statutory_on"}
    known = {name: fact for name, fact in FACTS.items() if name not in unknown}
    blocks = filled(shipped(kind).body, clean(known))
    assert "＿" not in "".join(block.text for block in blocks if isinstance(block, Text))


@pytest.mark.parametrize("lines", range(14, 30))
def test_no_sheet_bears_the_seal_alone(lines):
    words = [Text(f"第{number}段。") for number in range(lines)]
    sheet = Sheet("某局", "某受字〔2026〕第1号", "受理通知书", "2026年3月25日", words)
    content = pdf_of(sheet, fonts=settings.TONGBAN_TYPE, at=datetime(2026, 3, 25, tzinfo=UTC))
    last = PdfReader(io.BytesIO(content)).pages[-1].extract_text()
    assert "段" in last
    assert "某局" in last


def test_the_type_is_embedded_in_part_and_the_file_is_small():
    content = bytes_of(composed())
    fonts = PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        inner = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert re.match(r"[A-Z]{6}\+NotoSansSC", inner["/FontName"].lstrip("/"))
        assert {"/FontFile2", "/FontFile3"} & set(inner)
    assert b"pdfaid" in content
    assert len(content) < 200_000


def test_a_second_call_returns_the_first_file_whatever_the_facts():
    paper = composed()
    again = compose(paper.pk, {**FACTS, "applicant": "别人"}, an_act())
    assert (again.sha256, again.document_id) == (paper.sha256, paper.document_id)
    types = [each.type for each in events_of(paper.home, f"paper/{paper.pk}")]
    assert types == ["paper.issued", "paper.composed"]


def test_the_digest_in_row_and_log_is_that_of_the_file_which_belongs_to_the_case():
    paper = composed()
    digest = sha256(bytes_of(paper)).hexdigest()
    event = events_of(paper.home, f"paper/{paper.pk}")[-1]
    assert paper.sha256 == paper.document.sha256 == event.data["sha256"] == digest
    assert documents_used_by(paper.subject) == [paper.document]
    assert paper.document.owner == "system"


@pytest.mark.parametrize("rare", ["𠮷", "\ue000", "𠮷\ue000"])
def test_a_name_with_a_character_that_the_type_lacks_is_printed_with_a_mark_to_write_over(rare):
    sheet = Sheet("某局", "〔2026〕第1号", "通知书", "2026年3月25日", [Text(f"{rare}田：您好")])
    content = pdf_of(sheet, fonts=settings.TONGBAN_TYPE, at=datetime(2026, 3, 25, tzinfo=UTC))
    text = text_of(content)
    assert f"{'〓' * len(rare)}田：您好" in text
    assert "字库暂缺" in text
    assert b"pdfaid" in content


def test_the_same_sheet_gives_the_same_bytes():
    sheet = Sheet("某局", "某受字〔2026〕第1号", "受理通知书", "2026年3月25日", [Text("正文")])
    made = [
        pdf_of(sheet, fonts=settings.TONGBAN_TYPE, at=datetime(2026, 3, 25, tzinfo=UTC))
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_hostile_facts_are_printed_as_they_are():
    items = [HOSTILE, "|甲|乙|", "{items}"]
    paper = composed(kind="supplement", applicant=HOSTILE, reasons=HOSTILE, items=items)
    text = text_of(bytes_of(paper))
    assert text.count(re.sub(r"\s+", "", HOSTILE)) == 3
    assert "|甲|乙|" in text
    assert "root:" not in text


def test_signs_that_steer_the_writing_direction_are_left_out():
    paper = composed(applicant="李\u202e秀\x00英\x1b")
    assert "李秀英：" in text_of(bytes_of(paper))


def test_what_stands_on_the_row_cannot_be_overruled_by_a_fact():
    organ = an_organ()
    wording = Wording("题", "由{organ}于{date}以{number}出具。")
    publish_template(draft_template("acceptance", organ.pk, an_act(), wording=wording).pk, an_act())
    paper = composed_with(organ, number="假字第9号", organ="假机关", date="1999年1月1日")
    assert f"由{organ.name}于2026年3月25日以{paper.number}出具。" in text_of(bytes_of(paper))


def composed_with(issuer, /, **facts: object) -> Paper:
    """A paper of that organ whose facts claim something else."""
    return compose(issued(issuer).pk, facts, an_act())


@pytest.mark.django_db(transaction=True)
def test_two_who_compose_at_once_get_the_same_file():
    paper = issued()

    def one(n: int) -> str:
        try:
            return compose(paper.pk, {**FACTS, "applicant": f"第{n}人"}, an_act()).sha256
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(one, range(8)))) == 1
    assert len(documents_used_by(paper.subject)) == 1


def test_a_fact_that_is_no_text_list_or_table_is_refused_and_nothing_is_kept():
    paper = issued()
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "papers.facts_unclear"):
        compose(paper.pk, {"applicant": object()}, an_act())
    assert Paper.objects.get(pk=paper.pk).sha256 == ""


def test_a_superseded_paper_can_still_be_composed():
    paper = issued()
    supersede(paper.pk, an_act(), by=None)
    assert compose(paper.pk, FACTS, an_act()).composed


def test_a_drawn_seal_says_that_it_is_none_and_without_a_service_there_is_room_for_ink(monkeypatch):
    drawn = text_of(bytes_of(composed()))
    monkeypatch.setattr(stamps, "known", {"none": NoStamp()})
    plain = text_of(bytes_of(composed()))
    assert ("演示" in drawn, "（盖章）" in drawn) == (True, False)
    assert ("演示" in plain, "（盖章）" in plain) == (False, True)


def test_what_a_seal_service_returns_is_what_is_kept(monkeypatch):
    class Signing(NoStamp):
        def signed(self, pdf: bytes, *, organ: str) -> bytes:
            return pdf + f"\n% signed for {organ}\n".encode()

    monkeypatch.setattr(stamps, "known", {"signing": Signing()})
    paper = composed(an_organ("某局"))
    assert bytes_of(paper).endswith("% signed for 某局\n".encode())


def test_a_taken_name_is_refused_to_a_second_seal_service():
    with pytest.raises(Refusal):
        stamps.add(NoStamp())
