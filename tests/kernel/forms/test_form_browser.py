"""In a browser: rows come and go, parts follow their answers, nothing scrolls sideways, axe finds nothing."""

import json
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect, sync_playwright

import tongban
from builders.browser import chromium
from builders.forms import demo_answers, demo_form
from tongban.kernel.forms.rules import Voice, check, read, shown

pytestmark = pytest.mark.browser
HOUSE = Path(tongban.__file__).parents[2]
STATIC = HOUSE / "src/tongban/ui/static/ui"
SHEETS = [HOUSE / "node_modules/@tabler/core/dist/css/tabler.min.css"]
SHEETS += [STATIC / name for name in ("look.css", "parts.css", "form.css")]
AXE = HOUSE / "node_modules/axe-core/axe.min.js"
DEMO = demo_form()
POSTED = "Object.entries(Object.groupBy([...new FormData(document.forms[0])], (p) => p[0])).map(([n, p]) => [n, p.map((x) => typeof x[1] === 'string' ? x[1] : '')])"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser):
    contexts = []

    def opened(values, *, width=1280, step=None, script=True, faulty=False) -> Page:
        with translation.override("zh-hans"):
            faults = check(DEMO, values, whole=True) if faulty else ()
            tree = shown(DEMO, values, faults, step, voice=Voice(gettext))
            body = render_to_string("ui/form/step.html", {"tree": tree})
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": 900}, java_script_enabled=script
            )
        )
        page = contexts[-1].new_page()
        styles = "".join(f"<style>{path.read_text()}</style>" for path in SHEETS if path.exists())
        page.set_content(
            f"<!doctype html><html lang=zh-Hans><meta charset=utf-8><title>表单</title>"
            f"<meta name=viewport content='width=device-width'>{styles}"
            f"<script>{(STATIC / 'form.js').read_text()}</script>"
            f"<main class=wrap><h1>表单</h1><form method=post novalidate>{body}</form></main>"
        )
        return page

    yield opened
    for context in contexts:
        context.close()


def answers(page: Page):
    """Return what the page would post, as the server reads it."""
    fields = dict(page.evaluate(POSTED))
    return read(DEMO, fields, files={}, kept={f"document/{n}" for n in range(9)}).values


def test_the_rendered_form_posts_back_the_answers_it_was_given(open_page):
    assert answers(open_page(demo_answers())) == demo_answers()


def test_rows_are_added_and_removed_and_keep_what_was_typed(open_page):
    page = open_page(demo_answers(), step="household")
    for number, name in enumerate(("甲", "乙"), 1):
        page.get_by_role("button", name="添加成员").click()
        named = f"household.members.{number}.name"
        expect(page.locator(":focus"), "the new row has the focus").to_have_attribute("name", named)
        page.keyboard.type(name)
    page.get_by_role("button", name="移除 成员 1", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(2)
    assert [row["name"] for row in answers(page)["household"]["members"]] == ["甲", "乙"]
    assert page.locator("tbody tr").evaluate_all("rows => rows.map(r => r.id)") == [
        "f-household-members-0",
        "f-household-members-1",
    ]
    page.get_by_label("姓名 成员 2").fill("丙")
    assert [row["name"] for row in answers(page)["household"]["members"]] == ["甲", "丙"]
    expect(page.locator("tbody b")).to_have_text(["成员 1", "成员 2"])


def test_a_full_table_takes_no_more_rows_and_an_empty_one_hides(open_page):
    page = open_page({"household": {"members": [{}] * 14}}, step="household")
    add = page.get_by_role("button", name="添加成员")
    add.click()
    expect(add).to_be_disabled()
    for _ in range(15):
        page.locator("[data-row-remove]").first.click()
    expect(add).to_be_enabled()
    expect(page.locator("table")).to_be_hidden()


def test_parts_follow_the_answers_they_hang_on(open_page):
    page = open_page({})
    spouse, employer = page.locator("#f-spouse"), page.locator("#f-applicant-employer")
    expect(spouse).to_be_hidden()
    page.get_by_label("已婚").check()
    expect(spouse).to_be_visible()
    page.get_by_label("离异").check()
    expect(spouse).to_be_hidden()
    expect(employer).to_be_hidden()
    page.get_by_label("新就业无房职工").check()
    expect(employer).to_be_visible()
    expect(page.locator("[data-when-words]:visible")).to_have_count(0)


def test_without_a_script_every_part_is_there_and_says_when_it_is_asked(open_page):
    page = open_page({}, script=False)
    assert page.locator("#f-spouse-name").is_visible()
    assert page.get_by_text("仅当“婚姻状况”为已婚时填写。").is_visible()
    assert page.get_by_role("button", name="添加成员").is_visible()


def test_a_file_that_is_too_large_is_caught_before_it_is_sent(open_page):
    page = open_page({}, step="materials")
    control = page.locator("#f-materials-identity")
    control.set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * (11 * 1024 * 1024)}
    )
    assert control.evaluate("e => e.validationMessage") == "文件超过 10 MB，请压缩后重新选择。"
    control.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x"})
    assert control.evaluate("e => e.validationMessage") == ""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("faulty", [False, True])
def test_the_form_fits_the_screen_and_axe_finds_nothing(open_page, width, faulty):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `make setup`")
    values = {"household": {"members": [{}, {"name": "x"}]}} if faulty else demo_answers()
    page = open_page(values, width=width, faulty=faulty)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160))]))"
    )
    assert found == [], json.dumps(found, ensure_ascii=False, indent=1)
