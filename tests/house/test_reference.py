"""What the reference says of settings, commands and addresses is what the program does."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import URLPattern, URLResolver, get_resolver

from builders.sources import ROOT
from tongban.project.command import headers
from tongban.project.front import FILES
from tongban.project.reference import commands_page, settings_page

REFERENCE = ROOT / "docs" / "reference"
ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")
EXAMPLES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000", None: "x"}


def declared() -> dict[str, str]:
    """Return who may open each address, as docs/reference/addresses.md declares it."""
    text = (REFERENCE / "addresses.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `/([^`]*)` \| (.+?) \|$", text, re.MULTILINE))


def addresses(patterns=None, before: str = "") -> list[str]:
    found = []
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            found += addresses(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            found.append(before + str(each.pattern))
    return found


def test_the_page_of_settings_is_what_the_program_reads():
    assert (REFERENCE / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_the_page_of_commands_is_what_the_commands_say():
    assert (REFERENCE / "commands.md").read_text(encoding="utf-8") == commands_page()


def test_every_command_says_what_it_does():
    assert [each.name for each in headers().values() if not each.summary.endswith(".")] == []


def test_every_address_is_declared_with_who_may_open_it():
    assert set(addresses()) == set(declared())


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(a for a, who in declared().items() if who != "everyone"))
def test_the_public_does_not_get_behind_a_declared_door(client, address):
    path = "/" + ARGUMENT.sub(lambda found: EXAMPLES.get(found[1], "x"), address)
    assert client.get(path).status_code in {302, 403, 404, 405}


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_front_end_packages_is_found(name):
    assert finders.find(name)


def test_nothing_else_of_the_front_end_packages_is_served():
    assert finders.find("tabler/../../package.json") is None
