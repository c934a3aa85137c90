"""The viewer in Chromium, wide and narrow: a picture, a PDF, the keyboard, and the decision beside them."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.files import DOCX, a_pdf, a_picture
from builders.kept import a_kept_file
from builders.looks import assert_accessible, enter
from tongban.kernel.ledger.queries import events_of

PICTURE = ".viewer-stage:not([aria-busy]) img"
PDF = ".viewer-stage:not([aria-busy]) iframe"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"


def assert_sound(page: Page) -> None:
    """The page around the viewer is accessible, and the console complains of nothing."""
    assert_accessible(page, "{exclude: ['iframe']}")
    assert page.complaints == []


def assert_drawn(page: Page) -> None:
    """The browser's own viewer has opened in the frame."""
    for _ in range(50):
        if any(frame.url.startswith("chrome-extension:") for frame in page.frames):
            return
        page.wait_for_timeout(100)
    pytest.fail(str([frame.url for frame in page.frames]))


@pytest.fixture
def opened(page, live_server, place, accepted):
    """The page of a case with a picture, a PDF and a text; return its files."""
    files = [
        a_kept_file(place, accepted, name, content)
        for name, content in (("照片.png", a_picture()), ("户口簿.pdf", a_pdf()), ("表.docx", DOCX))
    ]
    enter(page, live_server.url, place.people["civil"])
    page.goto(live_server.url + reverse("staff:case", args=[accepted]))
    return files


def test_a_picture_and_the_next_file_are_shown_and_each_look_is_one(page, opened, place):
    page.click("text=照片.png")
    page.wait_for_selector(PICTURE)
    assert_sound(page)
    expect(page.locator("[data-viewer-go='-1']")).to_be_disabled()
    page.click("[data-viewer-go='1']")
    page.wait_for_selector(PDF)
    assert_drawn(page)
    assert_sound(page)
    total = page.locator("a[data-preview]").count()
    expect(page.locator(".viewer-bar")).to_contain_text(f"2 / {total}", use_inner_text=True)
    counts = [len(events_of(place.bureau.home, one.reference)) for one in opened]
    assert counts == [1, 1, 0]


def test_the_keyboard_opens_turns_and_closes_and_comes_back_to_where_it_was(page, opened):
    page.focus("a[data-preview='picture']")
    page.keyboard.press("Enter")
    page.wait_for_selector(PICTURE)
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(PDF)
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(PICTURE)
    page.keyboard.press("Escape")
    expect(page.locator(".viewer")).to_be_hidden()
    expect(page.locator(":focus")).to_have_attribute("data-preview", "picture")


def test_the_last_file_has_no_next(page, opened):
    page.locator("a[data-preview]").last.click()
    expect(page.locator("[data-viewer-go='1']")).to_be_disabled()
    expect(page.locator("[data-viewer-go='-1']")).to_be_enabled()
    expect(page.locator(".viewer-stage")).not_to_have_attribute("aria-busy", "true")


def test_on_a_wide_screen_the_decision_stays_beside_the_file(page, opened):
    page.click("text=照片.png")
    page.wait_for_selector(PICTURE)
    wide = page.viewport_size["width"] > 900
    assert page.evaluate("document.querySelector('.viewer').matches(':modal')") is not wide
    if wide:
        page.fill("#handle textarea", "材料齐全，同意。")
        box = page.locator(".viewer").bounding_box()
        assert box["x"] + box["width"] <= page.locator("aside").first.bounding_box()["x"]
        expect(page.locator(".viewer img")).to_be_visible()


def test_what_cannot_be_shown_says_so_and_has_no_viewer(page, opened):
    assert page.locator("text=表.docx").get_attribute("data-preview") is None
    assert "不支持在线预览，请下载查看" in page.inner_text("#papers")


def test_an_applicant_opens_a_file_of_the_own_case(page, live_server, place):
    number = place.submit().number
    a_kept_file(place, number, "照片.png", a_picture())
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + reverse("public:own", args=[number]))
    assert_sound(page)
    page.click("text=照片.png")
    page.wait_for_selector(PICTURE)
    assert_sound(page)
    page.click("[data-viewer-close]")
    expect(page.locator(".viewer")).to_be_hidden()
