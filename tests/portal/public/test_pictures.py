"""拍照上传: papers come in by a camera, by several pictures, and by a file as before."""

import io
import re
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.browser import follow
from builders.files import PDF, a_jpeg, a_pdf, a_picture
from builders.looks import a_page, assert_accessible, enter
from tongban.kernel.documents.counting import pdf_pages
from tongban.kernel.documents.models import Document
from tongban.kernel.documents.queries import open_document

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
FIRST_PICTURE = """video => video.readyState > 1 || new Promise(done => {
    video.addEventListener('loadeddata', () => done(true), {once: true});
})"""


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
    with a_page(request.param, *CAMERA) as page:
        yield page


def assert_sound(page: Page) -> None:
    """The page is accessible, and the console complains of nothing."""
    assert_accessible(page)
    assert page.complaints == []


def at_the_step(page: Page, url: str, place) -> None:
    enter(page, url, place.citizen)
    page.goto(url + reverse("public:guide", args=[place.version.matter_id]))
    follow(page, "#apply button")
    page.fill('[name="applicant.name"]', "张三丰")


def shoot(page: Page, times: int) -> None:
    page.click("[data-camera-open]")
    page.wait_for_selector("[data-camera-shot]:visible")
    page.locator("[data-camera-video]").evaluate(FIRST_PICTURE)
    for n in range(1, times + 1):
        page.click("[data-camera-shot]")
        expect(page.locator(".camera-pages li")).to_have_count(n)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_shots_are_attached_as_one_paper(page, live_server, place):
    asking_for(place, "pdf", "jpg")
    at_the_step(page, live_server.url, place)
    shoot(page, 2)
    assert_sound(page)
    page.click("[data-camera-use]")
    expect(page.locator("[data-camera]")).to_be_hidden()
    assert page.evaluate("document.querySelector('[type=file][name]').files.length") == 2
    expect(page.locator("[data-camera-open]")).to_be_focused()
    follow(page, "button.btn-main")
    expect(page).to_have_url(re.compile("/check/$"))
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
    expect(page.locator(".camera-pages li")).to_have_count(1)
    page.click(".camera-pages button")
    expect(page.locator("[data-camera-use]")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.locator("[data-camera]")).to_be_hidden()
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
    expect(page.locator("[data-camera]")).to_be_hidden()
    follow(page, "button.btn-main")
    expect(page).to_have_url(re.compile("/check/$"))
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
    expect(page.locator("[data-camera-shot]")).to_be_hidden()
    assert_sound(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_a_script_a_file_is_chosen_as_before(live_server, place):
    asking_for(place, "pdf")
    with a_page(1280, java_script_enabled=False) as page:
        at_the_step(page, live_server.url, place)
        expect(page.locator("[data-camera-open]")).to_be_hidden()
        file = {"name": "户口簿.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
        page.set_input_files('[name="applicant.register"]', [file])
        follow(page, "button.btn-main")
    assert only_kept() == ("户口簿.pdf", "application/pdf", 1)
