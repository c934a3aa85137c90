"""The case page as a browser uses it: the forms it offers, filled in and sent."""

import re

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

HIDDEN = r'<input type="hidden" name="(\w+)" value="(.*?)">'


def url(number: str, verb: str) -> str:
    """The address of an act."""
    return reverse("staff:act", args=[number, verb])


def page(client: Client, number: str) -> str:
    """The case page."""
    return client.get(reverse("staff:case", args=[number])).content.decode()


def form_in(shown: str, verb: str, about: str = "") -> str:
    """The form of an act on a page; empty where it is not offered."""
    return shown.partition(f'id="do-{verb}{about}"')[2].partition("</form>")[0]


def form_of(client: Client, number: str, verb: str, about: str = "") -> dict[str, str]:
    """What the page would post from the form of an act: its hidden fields."""
    form = form_in(page(client, number), verb, about)
    assert form, f"{verb} is not offered"
    return dict(re.findall(HIDDEN, form))


def do(client: Client, number: str, verb: str, about: str = "", **typed: object) -> HttpResponse:
    """Fill the form of an act in and send it."""
    return client.post(url(number, verb), {**form_of(client, number, verb, about), **typed})


def done(client: Client, number: str, verb: str, about: str = "", **typed: object) -> None:
    """Do an act that must be taken."""
    answer = do(client, number, verb, about, **typed)
    said = re.findall(r'role="alert".*?>(.*?)<', answer.content.decode())
    assert answer.status_code == 302, said


def step_form(client: Client, number: str) -> str:
    """The form of the reader's own step."""
    return page(client, number).partition('id="handle"')[2].partition("</form>")[0]


def step_of(client: Client, number: str) -> dict[str, str]:
    """What the page would post from the form of the reader's own step: its hidden fields."""
    return dict(re.findall(HIDDEN, step_form(client, number)))
