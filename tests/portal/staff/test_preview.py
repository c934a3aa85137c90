"""材料预览: files of a case inside its page, for those who handle it, each look in the log."""

import re

import pytest
from django.urls import reverse

from builders.files import DOCX, a_pdf, a_picture
from builders.identity import a_clerk, an_organ
from builders.kept import a_kept_file
from tongban.kernel.documents.actions import erase
from tongban.kernel.ledger.queries import events_of


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"


def look(client, number, document):
    return client.get(reverse("staff:preview", args=[number, document.pk]))


def looks(place, document):
    return [each.by for each in events_of(place.bureau.home, document.reference)]


def test_a_pdf_is_shown_in_a_frame_of_this_site_and_without_any_rights(accepted, place, as_):
    document = a_kept_file(place, accepted, "户口簿.pdf", a_pdf())
    answer = look(as_(place.people["civil"]), accepted, document)
    assert b"".join(answer.streaming_content) == a_pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox; frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_the_page_around_it_still_lets_nobody_frame_it(accepted, place, as_):
    answer = as_(place.people["civil"]).get(reverse("staff:case", args=[accepted]))
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_each_look_is_logged_with_who_looked(accepted, place, as_):
    document = a_kept_file(place, accepted, "照片.png", a_picture())
    client = as_(place.people["civil"])
    for _ in range(2):
        answer = look(client, accepted, document)
        assert b"".join(answer.streaming_content) == a_picture()
    assert looks(place, document) == [place.people["civil"].actor_id] * 2


def test_who_does_not_handle_the_case_is_neither_shown_it_nor_logged(accepted, place, as_):
    document = a_kept_file(place, accepted, "照片.png", a_picture())
    for stranger in (a_clerk(an_organ())[0], place.citizen, place.people["window"]):
        assert look(as_(stranger), accepted, document).status_code == 404
    assert looks(place, document) == []


def test_the_file_of_another_case_does_not_exist_here(accepted, place, as_):
    other = a_kept_file(place, place.accepted(), "照片.png", a_picture())
    assert look(as_(place.people["civil"]), accepted, other).status_code == 404
    assert looks(place, other) == []


def test_what_no_browser_shows_is_only_handed_out(accepted, place, as_):
    document = a_kept_file(place, accepted, "表.docx", DOCX)
    answer = look(as_(place.people["civil"]), accepted, document)
    assert b"".join(answer.streaming_content) == DOCX
    assert answer["Content-Disposition"].startswith("attachment")
    page = as_(place.people["civil"]).get(reverse("staff:case", args=[accepted])).content.decode()
    assert "不支持在线预览，请下载查看" in page
    assert "未经病毒扫描" in page
    assert reverse("staff:preview", args=[accepted, document.pk]) not in page


def test_an_erased_file_says_since_when_instead_of_a_link(accepted, place, as_):
    document = a_kept_file(place, accepted, "照片.png", a_picture())
    erase(
        [document.pk], place.act(place.citizen), subject=f"case/{accepted}", home=place.bureau.home
    )
    client = as_(place.people["civil"])
    answer = look(client, accepted, document)
    assert answer.status_code == 410
    assert "已于2026年2月13日清除" in answer.content.decode()
    page = client.get(reverse("staff:case", args=[accepted])).content.decode()
    assert "已于2026年2月13日清除" in page
    assert "照片.png" not in page


def test_who_may_not_open_them_sees_that_there_are_files_and_no_link(accepted, place, as_):
    a_kept_file(place, accepted, "照片.png", a_picture())
    page = as_(place.people["window"]).get(reverse("staff:case", args=[accepted])).content.decode()
    assert "照片.png" in page
    assert "/preview/" not in page
    assert "材料由本件的承办人员查阅" in page


def test_every_file_that_a_page_links_is_opened_and_no_page_links_what_is_not(accepted, place, as_):
    a_kept_file(place, accepted, "照片.png", a_picture())
    shown = {}
    for name in ("civil", "leader", "window"):
        client = as_(place.people[name])
        page = client.get(reverse("staff:case", args=[accepted])).content.decode()
        links = set(re.findall(rf"/cases/{accepted}/document/\d+", page))
        shown[name] = len(links)
        answers = [client.get(link) for link in links]
        assert all(b"".join(one) for one in answers)
        assert {one.status_code for one in answers} <= {200}
    assert shown["civil"] > 0
    assert shown["window"] == 0
