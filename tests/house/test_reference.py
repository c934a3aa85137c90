"""What the reference says of settings, commands and addresses is what the program does."""

import pytest
from django.contrib.staticfiles import finders

from builders.sources import ROOT
from tongban.project.command import headers
from tongban.project.front import FILES
from tongban.project.reference import commands_page, settings_page

REFERENCE = ROOT / "docs" / "reference"


def test_the_page_of_settings_is_what_the_program_reads():
    assert (REFERENCE / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_the_page_of_commands_is_what_the_commands_say():
    assert (REFERENCE / "commands.md").read_text(encoding="utf-8") == commands_page()


def test_every_command_says_what_it_does():
    assert [each.name for each in headers().values() if not each.summary.endswith(".")] == []


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_front_end_packages_is_found(name):
    assert finders.find(name)


def test_nothing_else_of_the_front_end_packages_is_served():
    names = {name for finder in finders.get_finders() for name, _storage in finder.list([])}
    packages = {name for name in names if name.partition("/")[0] in {"tabler", "htmx", "bpmn"}}
    assert packages == set(FILES)
