"""What the pages about the clock promise, the code keeps."""

import re

from builders.clock import ROOT
from tongban.kernel.clock import Reason
from tongban.standards.calendars import read_year

SOURCES = [
    *(ROOT / "src/tongban/kernel/clock").glob("*.py"),
    ROOT / "src/tongban/project/commands/clock.py",
]
REFERENCE = (ROOT / "docs/reference/clock.md").read_text(encoding="utf-8")


def test_every_code_of_a_refusal_is_in_the_reference_and_no_other():
    used = {
        code
        for path in SOURCES
        for code in re.findall(r'"(clock\.\w+)"', path.read_text(encoding="utf-8"))
    }
    assert set(re.findall(r"`(clock\.\w+)`", REFERENCE)) == used


def test_every_reason_of_a_day_is_in_the_reference():
    table = REFERENCE.partition("## Why a day counts")[2].partition("## Codes")[0]
    assert set(re.findall(r"`(\w+)`", table)) - {"why"} == {reason.value for reason in Reason}


def test_the_example_of_the_how_to_is_a_year_that_loads():
    page = (ROOT / "docs/how-to/add-next-years-calendar.md").read_text(encoding="utf-8")
    example = page.partition("```yaml")[2].partition("```")[0].replace("\n   ", "\n")
    assert read_year(example, source="the page").year == 2027
