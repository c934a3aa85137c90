"""A window clerk in a browser who counts what the hand does: each click, each Enter, two for a choice or a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from builders.filling import FILE, known_of

CLICK, PICK = 1, 2


def line_of(username: str) -> str:
    """What the reader of the counter types for an applicant of the demo."""
    known = known_of(username)
    kind = "org" if "org.name" in known else "person"
    number = known[f"{kind}.credit_code" if kind == "org" else f"{kind}.identity_number"]
    return f"{known[f'{kind}.name']}|{number}"


class Clerk:
    """One clerk at one counter; `clicks` is what the last intake took."""

    def __init__(self, page: Page, url: str, paper: Path) -> None:
        self.page, self.url, self.paper, self.clicks = page, url, paper, 0

    def take_in(self, line: str, matter: str, steps: Sequence[Mapping[str, str]]) -> str:
        """From the empty counter to the receipt; return the case number."""
        self.clicks = 0
        self.page.goto(f"{self.url}/counter/")
        self.enter("#line", line)
        self.enter("#q", matter)
        chosen = self.page.locator("label.matter-choice", has_text=matter).first
        expect(chosen.locator("input")).to_be_checked()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.clicks += CLICK
        answers = {name: value for step in steps for name, value in step.items()}
        self.attach([name for name, value in answers.items() if value == FILE])
        for name, value in answers.items():
            if value != FILE:
                self.answer(name, value)
        self.click(self.page.locator("form.intake .btn-main"))
        expect(self.page.locator(".receipt .large")).to_have_count(2)
        return self.page.locator(".receipt .large").first.inner_text().split()[0]

    def enter(self, control: str, words: str) -> None:
        """Type into a field and press Enter."""
        self.page.fill(control, words)
        with self.page.expect_navigation():
            self.page.press(control, "Enter")
        self.clicks += CLICK

    def click(self, button: Locator) -> None:
        """Click what leads on."""
        with self.page.expect_navigation():
            button.click()
        self.clicks += CLICK

    def attach(self, names: Sequence[str]) -> None:
        """All scans at once where they are the first of the list, else one by one."""
        files = self.page.locator(".material:not([hidden]) .material-file input[type=file]")
        listed = [each.get_attribute("name") for each in files.all()]
        at_once = set(listed[: len(names)]) == set(names)
        if names and at_once:
            self.page.locator("[data-scans]").set_input_files([self.paper] * len(names))
            self.clicks += PICK
        for name in () if at_once else names:
            self.page.locator(f'[name="{name}"][type=file]').set_input_files(self.paper)
            self.clicks += PICK

    def answer(self, name: str, value: str) -> None:
        """One question; what stands there already costs nothing."""
        if self.page.locator(f'main [name="{name}"]').count() == 0:
            self.page.locator("[data-row-add]").first.click()
            self.clicks += CLICK
        control = self.page.locator(f'main [name="{name}"]').first
        kind = str(control.evaluate("control => control.type"))
        if kind in {"radio", "checkbox"}:
            self.page.check(f'[name="{name}"]' + (f'[value="{value}"]' if kind == "radio" else ""))
            self.clicks += CLICK
        elif kind == "select-one":
            control.select_option(value)
            self.clicks += PICK
        elif control.evaluate("control => !control.readOnly"):
            control.fill(value)
