"""Whatever stands behind the question mark of an address, a page answers; it never breaks."""

import re
from itertools import product

import pytest
from django.db import transaction

from builders.identity import a_clerk, a_person, an_organ
from builders.sources import ROOT
from tongban.kernel.identity.rules import Duty

NAMES = (
    "page", "day", "on", "since", "until", "from", "to", "month", "week", "span", "only", "kind", "q", "organ",
    "matter", "figure", "state", "window", "number", "type", "by", "sort", "level", "left", "right", "version", "next",
)  # fmt: skip
ODD = (
    "9" * 30, "1000000000000000000", "9223372036854775808", "-1", "0", "0001-01-01", "9999-12-31", "9999-W53", "9999-99", "²",
    "x", "%00", "a" * 900,
)  # fmt: skip
SINGLY = ("9223372036854775808", "0001-01-01", "9999-12-31")
pytestmark = pytest.mark.django_db


def pages() -> list[str]:
    """Return the addresses of pages that name no thing."""
    text = (ROOT / "docs" / "reference" / "addresses.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `(/[^`<]*)` \| (.+?) \|$", text, re.MULTILINE)
    # How the house is tells /healthz, which has no page.
    return [address for address, may in found if may != "program" and address != "/healthz"]


@pytest.fixture
def people(db, client):
    organ = an_organ()
    found = [a_clerk(organ, duty)[0] for duty in Duty]
    return [*found, a_person(kind="public")]


@pytest.mark.parametrize("address", pages())
def test_a_page_answers_whatever_is_asked_of_it(client, people, address):
    for person in people:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        if client.get(address).status_code not in {403, 404, 405}:
            break
    for odd in ODD:
        with transaction.atomic():
            answer = client.get(address, dict.fromkeys(NAMES, odd))
        assert answer.status_code < 500, odd
    for name, odd in product(NAMES, SINGLY):
        assert client.get(address, {name: odd}).status_code < 500, (name, odd)
