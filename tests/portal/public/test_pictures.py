"""拍照上传: papers come in by a camera, by several pictures, and by a file as before."""

import io
from copy import deepcopy
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect, sync_playwright

from builders.browser import chromium
from builders.files import PDF, a_jpeg, a_pdf, a_picture
from tongban.kernel.documents.counting import pdf_pages
from tongban.kernel.documents.models import Document
from tongban.kernel.documents.queries import open_document

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"


def asking_for(place, *types: str):
    """Let the matter ask for one file of these types."""
    form = deepcopy(place.version.form)
    rule = {"types": list(types), "max_mb": 5}
    question = {"type": "string", "title": "户口簿", "x-file": rule}
    form["properties"]["applicant"]["properties"]["register"] = question
    place.version.form = form
    place.version.save()


@pytest.fixture
def step(place, signed_in):
    """Return a function that posts files to the one step of an application."""
    client = signed_in(place.citizen)

    def post(*files):
        start = client.post(reverse("public:apply", args=[place.version.matter_id]))
        url = client.get(start.url).url
        posted = [SimpleUploadedFile(name, content) for name, content in files]
        return client.post(url, {"applicant.name": "张三丰", "applicant.register": posted})

    return post


def only_kept() -> tuple[str, str, int]:
    document = Document.objects.get()
    with open_document(document) as file:
        return document.name, document.media_type, pdf_pages(file.read())


def test_several_pictures_of_one_paper_become_one_pdf(place, step):
    asking_for(place, "pdf", "jpg")
    answer = step(("拍照-1.jpg", a_jpeg(10, 10)), ("拍照-2.jpg", a_jpeg(10, 20)))
    assert answer.status_code == 302
    assert only_kept() == ("拍照-1.pdf", "application/pdf", 2)


def test_one_picture_stays_a_picture_where_pictures_are_taken(place, step):
    asking_for(place, "pdf", "jpg")
    assert step(("照片.jpg", a_jpeg(10, 10))).status_code == 302
    assert only_kept()[:2] == ("照片.jpg", "image/jpeg")


def test_one_picture_becomes_a_pdf_where_only_a_pdf_will_do(place, step):
    asking_for(place, "pdf")
    assert step(("照片.jpg", a_jpeg(10, 10))).status_code == 302
    assert only_kept() == ("照片.pdf", "application/pdf", 1)


def test_where_no_pdf_is_taken_pictures_are_not_joined(place, step):
    asking_for(place, "jpg")
    assert step(("1.jpg", a_jpeg(10, 10)), ("2.jpg", a_jpeg(10, 20))).status_code == 302
    assert only_kept()[:2] == ("2.jpg", "image/jpeg")


@pytest.mark.parametrize("second", [PDF, a_picture(), b"MZ" * 40])
def test_pictures_with_something_else_among_them_are_refused_and_nothing_is_kept(
    place, step, second
):
    asking_for(place, "pdf", "jpg")
    answer = step(("1.jpg", a_jpeg(10, 10)), ("2", second))
    assert answer.status_code == 422
    assert "其中有文件不是可以合并的照片" in answer.content.decode()
    assert not Document.objects.exists()


def test_pictures_that_are_too_large_together_are_refused(place, step):
    asking_for(place, "pdf", "jpg")
    large = a_jpeg(10, 10) + b"\x00" * 3 * 1024 * 1024
    answer = step(("1.jpg", large), ("2.jpg", large))
    assert answer.status_code == 422
    assert "文件超过 5 MB" in answer.content.decode()


def test_a_file_kept_for_one_material_is_chosen_for_another_and_kept_once(place, signed_in):
    asking_for(place, "pdf")
    asked = place.version.form["properties"]["applicant"]["properties"]
    asked["proof"] = {**asked["register"], "title": "住房证明"}
    place.version.save()
    client = signed_in(place.citizen)
    url = client.get(client.post(reverse("public:apply", args=[place.version.matter_id])).url).url
    files = {"applicant.register": SimpleUploadedFile("户口簿.pdf", a_pdf())}
    client.post(url, {"applicant.name": "", **files})
    page = client.get(url).content.decode()
    kept = Document.objects.get().reference
    assert f'<option value="{kept}">户口簿.pdf</option>' in page
    again = {"applicant.register": kept, "applicant.proof": ["", kept]}
    assert client.post(url, {"applicant.name": "张三丰", **again}).url.endswith("/check/")
    check = client.get(client.post(url, {"applicant.name": "张三丰", **again}).url)
    assert check.content.decode().count("户口簿.pdf") == 2
    assert Document.objects.count() == 1


@pytest.fixture(params=[1280, 360])
def page(request):
    """A page of a Chromium with a camera that nobody stands before."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", *CAMERA]
        )
        page = browser.new_page(viewport={"width": request.param, "height": 800}, locale="zh-CN")
        page.complaints = []
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        yield page
        browser.close()


def assert_sound(page: Page) -> None:
    """No rule of axe broken, nothing wider than the window, nothing refused by the content policy."""
    page.evaluate(f"{AXE.read_text(encoding='utf-8')};0")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert page.complaints == []


def at_the_step(page: Page, url: str, place) -> None:
    place.citizen.is_demo = True
    place.citizen.save()
    page.goto(url + "/enter/")
    page.click(f'button[value="{place.citizen.username}"]')
    page.goto(url + reverse("public:guide", args=[place.version.matter_id]))
    page.click("#apply button")
    page.fill('[name="applicant.name"]', "张三丰")


def shoot(page: Page, times: int) -> None:
    page.click("[data-camera-open]")
    page.wait_for_selector("[data-camera-shot]:visible")
    for n in range(1, times + 1):
        page.wait_for_timeout(300)  # until the camera has its first picture
        page.click("[data-camera-shot]")
        page.wait_for_selector(f".camera-pages li:nth-child({n})")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_shots_are_attached_as_one_paper(page, live_server, place):
    asking_for(place, "pdf", "jpg")
    at_the_step(page, live_server.url, place)
    shoot(page, 2)
    assert_sound(page)
    page.click("[data-camera-use]")
    page.wait_for_selector("[data-camera]", state="hidden")
    assert page.evaluate("document.querySelector('[type=file][name]').files.length") == 2
    assert page.evaluate("document.activeElement.matches('[data-camera-open]')")
    page.click("button.btn-main")
    page.wait_for_url("**/check/")
    assert only_kept() == ("拍照-1.pdf", "application/pdf", 2)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_where_one_picture_is_taken_the_next_replaces_it_and_one_can_be_left_out(
    page, live_server, place
):
    asking_for(place, "jpg")
    at_the_step(page, live_server.url, place)
    shoot(page, 1)
    page.click("[data-camera-shot]")
    assert page.locator(".camera-pages li").count() == 1
    page.click(".camera-pages button")
    assert page.is_disabled("[data-camera-use]")
    page.keyboard.press("Escape")
    assert not page.is_visible("[data-camera]")
    assert page.evaluate("document.querySelector('[type=file][name]').files.length") == 0


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_picture_of_the_phone_loses_where_and_when_it_was_taken(page, live_server, place):
    asking_for(place, "jpg")
    at_the_step(page, live_server.url, place)
    page.click("[data-camera-open]")
    page.set_input_files(
        "[data-camera-phone]",
        [{"name": "IMG_1.png", "mimeType": "image/png", "buffer": a_picture(3000, 60)}],
    )
    page.wait_for_selector(".camera-pages li")
    page.click("[data-camera-use]")
    page.click("button.btn-main")
    page.wait_for_url("**/check/")
    with open_document(Document.objects.get()) as file:
        content = io.BytesIO(file.read()).getvalue()
    assert content.startswith(b"\xff\xd8\xff\xe0")
    assert b"Exif" not in content


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_camera_that_the_visitor_refuses_says_what_else_can_be_done(page, live_server, place):
    asking_for(place, "pdf")
    at_the_step(page, live_server.url, place)
    page.evaluate(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));0"
    )
    page.click("[data-camera-open]")
    page.wait_for_selector("text=浏览器未允许使用摄像头")
    assert not page.is_visible("[data-camera-shot]")
    assert_sound(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_a_script_a_file_is_chosen_as_before(live_server, place):
    asking_for(place, "pdf")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(java_script_enabled=False, locale="zh-CN")
        at_the_step(page, live_server.url, place)
        expect(page.locator("[data-camera-open]")).to_be_hidden()
        file = {"name": "户口簿.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
        page.set_input_files('[name="applicant.register"]', [file])
        page.click("button.btn-main")
        browser.close()
    assert only_kept() == ("户口簿.pdf", "application/pdf", 1)
