"""A citizen's and a clerk's way through the real pages, in a browser."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from builders.browser import follow
from builders.house import House

APPLY = "#apply button, #apply .btn-main"


def page_of(browser: Browser, house: House, who: str = "", width: int = 1280) -> Page:
    """A fresh browser window, entered as one of the demo's people."""
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN").new_page()
    page.goto(house.url)
    if who:
        page.locator("#roles details > summary").click()
        follow(page, f'button[value="{who}"]')
    return page


def next_step(page: Page) -> None:
    """The one primary action of the page."""
    follow(page, "main .btn-main")


def answer(page: Page, name: str, value: str, paper: Path) -> None:
    """One question, whatever kind of control asks it."""
    control = page.locator(f'main [name="{name}"]').first
    kind = control.evaluate("control => control.type")
    if kind == "file":
        control.set_input_files(paper)
    elif kind == "select-one":
        control.select_option(value)
    elif kind in {"radio", "checkbox"}:
        page.check(f'[name="{name}"][value="{value}"]' if kind == "radio" else f'[name="{name}"]')
    elif control.evaluate("control => !control.readOnly"):
        control.fill(value)


def search(page: Page, words: str) -> None:
    """What is typed into the search of the page, and its answer."""
    page.fill('input[name="q"]', words)
    follow(page, 'input[name="q"]', "Enter")


def begin(page: Page, title: str) -> None:
    """From a list to the guide of a matter, and from there to its form."""
    follow(page, f'a:has-text("{title}")')
    follow(page, APPLY)


def fill_in(page: Page, steps: Sequence[Mapping[str, str]], paper: Path) -> None:
    """Every step of a form; a table gets its first row when one of its fields is to be answered."""
    for step in steps:
        for name, value in step.items():
            if page.locator(f'main [name="{name}"]').count() == 0:
                page.click('button[name="_add"]')
            answer(page, name, value, paper)
        next_step(page)


def apply(
    page: Page, title: str, steps: Sequence[Mapping[str, str]], paper: Path, **chosen: str
) -> str:
    """Find the matter by its name, fill in, look it through and send it; return the case number."""
    search(page, title)
    begin(page, title)
    fill_in(page, steps, paper)
    for name, value in chosen.items():
        answer(page, name, value, paper)
    next_step(page)
    return page.locator(".receipt .large").all_inner_texts()[0].split()[0]


def open_case(browser: Browser, house: House, who: str, number: str) -> Page:
    """The case page, as one of the staff sees it."""
    page = page_of(browser, house, who)
    page.goto(f"{house.url}/cases/{number}/")
    return page


def handle(browser: Browser, house: House, who: str, number: str, words: str = "同意。") -> None:
    """One of the staff does the one primary action of the case page: hands the step out, or claims it first where it asks for that."""
    page = open_case(browser, house, who, number)
    if (
        page.locator('form[action*="/act/claim/"]').count()
        and not page.locator("#handle .btn-main").count()
    ):
        do(page, "claim")
    if page.locator('form[action*="/act/assign/"]').count():
        do(page, "assign", people="")
        return
    for control in page.locator("#handle .step-form [name]:not(button):not([type=hidden])").all():
        kind = str(control.evaluate("control => control.inputMode || control.type"))
        control.fill({"date": "2026-02-13", "number": "10", "numeric": "10"}.get(kind, words))
    if page.locator("#handle #words").count():
        page.fill("#handle #words", words)
    follow(page, "#handle .btn-main")
    expect(page.locator("[role=alert]")).to_have_count(0)


def do(page: Page, verb: str, **typed: str) -> Page:
    """One further act of the case page: open its form, fill it in, send it; it must not be refused."""
    send(page, verb, **typed)
    expect(page.locator("[role=alert]")).to_have_count(0)
    return page


def send(page: Page, verb: str, **typed: str) -> Page:
    """Fill in the form of an act and send it, whatever comes of it."""
    form = page.locator(f'form[action*="/act/{verb}/"]').first
    fold = page.locator(f'details.act:has(form[action*="/act/{verb}/"])').first
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    for name, value in typed.items():
        control = form.locator(f'[name="{name.replace("__", ".")}"]').first
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        elif control.evaluate("control => control.type") == "checkbox":
            control.check()
        else:
            control.fill(value)
    follow(page, form.locator("button:not([name])").last)
    return page


def deliver(browser: Browser, house: House, who: str, number: str, recipient: str) -> None:
    """The result is collected at the window by the applicant himself."""
    do(open_case(browser, house, who, number), "deliver", mode="window", recipient=recipient)


def close_file(browser: Browser, house: House, who: str, number: str) -> Page:
    """The file of the case is looked at and closed."""
    page = page_of(browser, house, who)
    page.goto(f"{house.url}/cases/{number}/file/")
    follow(page, "#close .btn-main")
    return page
