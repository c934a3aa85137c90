"""文书与时点: papers of a case to be opened by who handles it, scans kept, and what is due when."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders.casepage import page
from builders.cases import a_licence
from builders.files import a_pdf
from builders.identity import a_clerk, an_organ
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.papers.queries import papers_of


@pytest.fixture
def place(db, clock):
    made = a_licence("health")
    clock.now = made.now
    return made


@pytest.fixture
def notice(place, clock):
    """A case with its notice of acceptance."""
    number = place.accepted()
    clock.now = place.now + timedelta(minutes=1)
    return number, papers_of(f"case/{number}")[-1]


def door(number, paper, name="paper"):
    return reverse(f"staff:{name}", args=[number, paper.pk])


def test_a_paper_is_shown_in_the_browser_and_the_log_keeps_to_whom(place, as_, notice):
    number, paper = notice
    client = as_(place.people["window"])
    assert door(number, paper) in page(client, number)
    answer = client.get(door(number, paper))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    document = papers_of(f"case/{number}")[-1].document_id
    (told,) = events_of(place.bureau.home, f"document/{document}")
    assert told.by == place.people["window"].actor_id


def test_a_paper_of_another_case_is_not_found_and_a_stranger_finds_none(place, as_, notice):
    number, paper = notice
    other = place.submit().number
    client = as_(place.people["window"])
    assert client.get(door(other, paper)).status_code == 404
    assert as_(a_clerk(an_organ())[0]).get(door(number, paper)).status_code == 404
    assert as_(place.citizen).get(door(number, paper)).status_code == 404
    assert client.post(door(other, paper, "scan"), {}).status_code == 404


def test_the_stamped_print_is_kept_with_its_paper(place, as_, notice):
    number, paper = notice
    client = as_(place.people["window"])
    scan = SimpleUploadedFile("受理通知书.pdf", a_pdf(), content_type="application/pdf")
    assert client.post(door(number, paper, "scan"), {"scan": scan}).status_code == 302
    assert papers_of(f"case/{number}")[-1].scan_sha256
    shown = client.get(door(number, paper) + "?scan=1")
    assert b"".join(shown.streaming_content) == a_pdf()
    assert "盖章件" in page(client, number)


@pytest.mark.parametrize("content", [b"", b"just words"])
def test_what_is_no_scan_is_refused_in_words(place, as_, notice, content):
    number, paper = notice
    client = as_(place.people["window"])
    given = {"scan": SimpleUploadedFile("a.pdf", content)} if content else {}
    answer = client.post(door(number, paper, "scan"), given, follow=True)
    assert "message error" in answer.content.decode()
    assert not papers_of(f"case/{number}")[-1].scan_sha256


def test_what_is_due_when_lists_the_cases_one_may_see_and_no_others(place, as_, clock):
    number = place.submit().number
    clock.now = place.now + timedelta(minutes=1)
    address = reverse("staff:timers")
    shown = as_(place.people["window"]).get(address).content.decode()
    assert reverse("staff:case", args=[number]) in shown
    assert "即为受理" in shown
    assert number not in as_(a_clerk(an_organ())[0]).get(address).content.decode()
    assert as_(place.citizen).get(address).status_code == 404


def test_what_is_over_counts_as_today_and_certificates_are_listed_too(place, as_, clock):
    place.decided()
    clock.now = place.now = place.now + timedelta(days=60)
    address = reverse("staff:timers")
    client = as_(place.people["leader"])
    shown = client.get(address)
    assert "提醒持证人" in shown.content.decode()
    assert sum(group.count for group in shown.context["groups"]) == shown.context["count"]
    later = client.get(address, {"only": "today"})
    assert later.context["count"] == shown.context["groups"][0].count
