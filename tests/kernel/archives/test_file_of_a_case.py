"""The file of a case: everything in order, numbered, with its log, as one PDF and as a folder."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override
from pypdf import PdfReader

from builders.cases import a_licence
from builders.checkers import ledger_checker
from builders.sources import ROOT
from tongban.kernel.archives.building import book, file_of, folder, index_of
from tongban.kernel.archives.form import application_piece
from tongban.kernel.archives.pieces import Piece
from tongban.kernel.cases.story import story_of
from tongban.kernel.documents.counting import pdf_pages
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.queries.sealing import newest_seal, seal_key
from tongban.kernel.ledger.seals import shown

pytestmark = pytest.mark.django_db
FONTS = Path(settings.TONGBAN_TYPE)
LOCKED = b"%PDF-1.4\nthis is no real document\n%%EOF"


@pytest.fixture(scope="module")
def fonts():
    if not FONTS.exists():
        pytest.skip("the type of papers is not installed: make setup")
    return FONTS


def a_file(fonts, place=None):
    place = place or a_licence()
    number = place.decided()
    place.on("deliver", number, by=place.people["window"], mode="window",
             happened=place.today(), proof={"recipient": "张三丰"})  # fmt: skip
    return file_of(story_of(place.case(number), None, at=place.now), fonts=fonts)


def entries(file):
    with zipfile.ZipFile(io.BytesIO(folder(file))) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def test_the_decision_comes_first_and_the_proof_of_service_last(fonts):
    names = [piece.name for piece in a_file(fonts).pieces]
    assert names[:3] == ["准予行政许可决定书", "办理流程表", "申请表"]
    assert names[-1] == "送达回证"
    assert {"材料接收凭证", "受理通知书"} <= set(names)


def test_the_book_has_cover_contents_every_page_numbered_and_the_log(fonts):
    file = a_file(fonts)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(book(file))).pages]
    assert "案卷" in pages[0].replace(" ", "")
    assert file.story.case.number in pages[0]
    contents = pages[1]
    for piece in file.pieces:
        assert piece.name in contents, contents
    assert [str(n) in page for n, page in enumerate(pages, 1)] == [True] * len(pages)
    log = "".join(pages[-2:]).replace("\n", "")
    assert file.story.head in log


def test_the_contents_name_the_page_on_which_a_piece_begins(fonts):
    file = a_file(fonts)
    reader = PdfReader(io.BytesIO(book(file)))
    own = sum(pdf_pages(piece.content) for piece in file.pieces)
    contents = reader.pages[1].extract_text().splitlines()
    (line,) = [each for each in contents if "准予行政许可决定书" in each]
    first = int(line.split()[-1])
    assert "准予行政许可决定书" in reader.pages[first - 1].extract_text()
    assert own < len(reader.pages) - first + 1


def test_the_folder_has_an_index_whose_digests_are_those_of_its_files(fonts):
    file = a_file(fonts)
    found = entries(file)
    index = json.loads(found["index.json"])
    assert index == json.loads(json.dumps(index_of(file)))
    for piece in index["pieces"]:
        assert (
            Piece(0, "", "", file.pieces[0].day, "", found[piece["file"]]).digest == piece["sha256"]
        )
    rows = list(csv.reader(io.StringIO(found["目录.csv"].decode("utf-8-sig"))))
    assert len(rows) == 1 + len(file.pieces)


def test_the_log_of_the_folder_is_verified_by_the_program_that_shares_no_code(fonts, tmp_path):
    file = a_file(fonts)
    (tmp_path / "log.jsonl").write_bytes(entries(file)["log.jsonl"])
    command = [
        sys.executable,
        str(ROOT / "docs/reference/verify_ledger.py"),
        "verify",
        str(tmp_path / "log.jsonl"),
    ]
    told = subprocess.run(
        [*command, "--holds", file.story.head], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_bundle_of_the_folder_proves_the_log_under_its_seals_to_the_program_that_shares_no_code(fonts):  # fmt: skip
    place = a_licence()
    file = a_file(fonts, place)
    seal_waiting(place.now)
    found = json.loads(entries(file)["bundle.json"])
    kept = json.dumps(shown(newest_seal()))
    assert [each["hash"] for each in found["events"]] == [
        one.record.hash for one in file.story.happened
    ]
    assert len(found["proofs"]) == len(found["events"])
    assert ledger_checker().bundle_faults(found, seal_key(), kept) == []
    found["events"][-1]["by"] = "person/999"
    assert ledger_checker().bundle_faults(found, seal_key(), kept)


def test_the_same_case_gives_the_same_index_and_another_paper_another(fonts):
    place = a_licence()
    file = a_file(fonts, place)
    again = file_of(file.story, fonts=fonts)
    assert again.digest == file.digest
    other = a_file(fonts, place)
    assert other.digest != file.digest


def test_what_cannot_be_bound_leaves_a_page_that_says_so_and_stays_in_the_folder(fonts):
    file = a_file(fonts)
    broken = Piece(20, "=破损的材料", "", file.pieces[0].day, "pdf", LOCKED)
    odd = Piece(20, "表格", "", file.pieces[0].day, "xlsx", b"PK")
    picture = Piece(20, "照片", "", file.pieces[0].day, "png", b"no picture at all")
    file = type(file)(file.story, [*file.pieces, broken, odd, picture], file.fonts, file.at)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(book(file))).pages)
    assert text.count("本件不能并入本册") == 3
    found = entries(file)
    assert LOCKED in found.values()
    assert "'=破损的材料" in found["目录.csv"].decode("utf-8-sig")


def test_the_application_form_speaks_chinese_whoever_closes_the_file(fonts):
    place = a_licence()
    number = place.decided(values={"applicant": {"name": "张三丰"}})
    story = story_of(place.case(number), None, at=place.now)
    with override("en"):
        english = application_piece(story, fonts=fonts, at=place.now)
    with override("zh-hans"):
        chinese = application_piece(story, fonts=fonts, at=place.now)
    assert english.content == chinese.content
    text = PdfReader(io.BytesIO(english.content)).pages[0].extract_text()
    assert "未填写" in text.replace(" ", "")
    assert not re.search("[A-Z][a-z]{2,}", text)
