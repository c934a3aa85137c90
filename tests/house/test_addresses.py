"""Every address is declared with who may open it, and keeps the others out."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from builders.doors import met
from builders.identity import a_clerk, a_person
from builders.sources import ROOT
from tongban.kernel.identity.queries import PersonKind

ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")
EXAMPLES = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}
KEPT_OUT = {302, 403, 404, 405}
NOT_THERE = {403, 404, 405}
ADMINISTRATION = ("security", "audit", "keepers of accounts", "administrators")


def declared() -> dict[str, str]:
    """Return who may open each address, as docs/reference/addresses.md says it."""
    text = (ROOT / "docs" / "reference" / "addresses.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `/([^`]*)` \| (.+?) \|$", text, re.MULTILINE))


def addresses(patterns=None, before: str = "") -> list[str]:
    found = []
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            found += addresses(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            found.append(before + str(each.pattern))
    return found


def of(*who: str) -> list[str]:
    return sorted(address for address, may in declared().items() if may in who)


def tried(client, address: str) -> set[int]:
    """Return what a look at the address and a click there are answered with."""
    path = "/" + ARGUMENT.sub(lambda found: EXAMPLES.get(found[1] or "str", "x"), address)
    return {met(client.get(path), path), met(client.post(path, {}), path)}


def test_every_address_is_declared_and_every_declared_address_exists():
    assert set(addresses()) == set(declared())


def test_nobody_else_may_open_an_address_than_those_the_page_explains():
    assert set(declared().values()) <= {
        "everyone",
        "signed in",
        "staff",
        "counter",
        "keeper",
        "system",
        *ADMINISTRATION,
        "program",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", of("signed in", "staff", "counter", "keeper", "system", *ADMINISTRATION)
)
def test_a_stranger_is_kept_out(client, address):
    assert tried(client, address) <= KEPT_OUT


@pytest.mark.django_db
@pytest.mark.parametrize("address", of("staff", "counter", "keeper", "system", *ADMINISTRATION))
def test_for_an_applicant_the_doors_of_the_staff_do_not_exist(client, address):
    kind = next(each for each in PersonKind if each != PersonKind.STAFF)
    client.force_login(a_person(kind=kind), backend="django.contrib.auth.backends.ModelBackend")
    assert tried(client, address) <= NOT_THERE


@pytest.mark.django_db
def test_for_who_only_signed_in_the_doors_of_programs_are_shut(client):
    clerk, _post = a_clerk()
    for _ in range(2):
        for address in of("program"):
            assert tried(client, address) <= {401, 405}, address
        client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")


@pytest.mark.django_db
def test_for_a_clerk_without_the_power_counter_and_system_do_not_exist(client):
    clerk, _post = a_clerk()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    for address in of("counter", "keeper", "system", *ADMINISTRATION):
        assert tried(client, address) <= NOT_THERE, address


@pytest.mark.django_db
def test_the_staff_get_into_their_desk(client):
    clerk, _post = a_clerk()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/").status_code == 200
