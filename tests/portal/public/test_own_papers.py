"""我的材料: an applicant sees the files of the own case, and nobody else's."""

import pytest
from django.urls import reverse

from builders.cases import a_place
from builders.files import a_pdf, a_picture
from builders.kept import a_kept_file
from tongban.kernel.cases.composing import composed
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.papers.queries import papers_of


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"


def address(number, document_id):
    return reverse("public:document", args=[number, document_id])


def own(client, number):
    return client.get(reverse("public:own", args=[number])).content.decode()


def test_a_file_of_the_own_case_is_shown_or_saved_and_both_are_logged(place, signed_in):
    number = place.submit().number
    document = a_kept_file(place, number, "照片.png", a_picture())
    client, where = signed_in(place.citizen), address(number, document.pk)
    shown, saved = client.get(where), client.get(f"{where}?save=1")
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")
    assert b"".join(shown.streaming_content) == b"".join(saved.streaming_content) == a_picture()
    logged = events_of(place.bureau.home, document.reference)
    assert [each.by for each in logged] == [place.citizen.actor_id] * 2


def test_the_page_lists_them_to_be_opened_in_the_page(place, signed_in):
    number = place.submit().number
    document = a_kept_file(place, number, "户口簿.pdf", a_pdf())
    page = own(signed_in(place.citizen), number)
    assert f'href="{address(number, document.pk)}"' in page
    assert 'data-preview="pdf"' in page


def test_the_file_of_anothers_case_does_not_exist(place, signed_in):
    number = place.submit().number
    document = a_kept_file(place, number, "照片.png", a_picture())
    other = a_place("fire", hall="另一大厅", bureau="另一局", order=2)
    for person in (other.citizen, place.people["window"], place.people["leader"]):
        assert signed_in(person).get(address(number, document.pk)).status_code == 404
    assert events_of(place.bureau.home, document.reference) == []


def test_nobody_reaches_a_file_through_the_number_of_another_case(place, signed_in):
    number, second = place.submit().number, place.submit().number
    document = a_kept_file(place, number, "照片.png", a_picture())
    assert signed_in(place.citizen).get(address(second, document.pk)).status_code == 404


def test_what_the_organ_made_for_its_file_is_not_among_them(place, signed_in):
    number = place.decided()
    papers = [composed(place.case(number), one.pk) for one in papers_of(f"case/{number}")]
    client = signed_in(place.citizen)
    for paper in papers:
        assert client.get(address(number, paper.document_id)).status_code == 404
        assert address(number, paper.document_id) not in own(client, number)
