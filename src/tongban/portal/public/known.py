"""我的资料: what the platform knows of an applicant for its next form, from where, and deleting it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from tongban.kernel.parties.actions import forget
from tongban.kernel.parties.knowing import registered
from tongban.kernel.parties.queries import known_values, party_of
from tongban.kernel.parties.rules import Known, masked_number
from tongban.portal.origins import CASE, origin
from tongban.portal.public.said import day_in_words
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.standards.elements import Element, Format, Mask, Word, elements
from tongban.ui.pieces import Crumb

ALL = "all"


@dataclass(frozen=True, slots=True)
class Fact:
    """已知信息一行: one value in words, from where and when it is known, and the case to look it up in."""

    element: str
    title: str
    value: str
    origin: str
    case: str


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def known(request: HttpRequest) -> HttpResponse:
    """Show what is known of the visitor, and delete what it stated."""
    person = signed_in(request)
    party = party_of(person)
    if request.method == "POST" and party is not None:
        asked = request.POST.get("forget", "")
        stated = known_values(party.pk)
        forget(
            party.pk, act_of(person, key=uuid4().hex), elements=stated if asked == ALL else [asked]
        )
        messages.success(request, gettext("Deleted. It is not filled in any more."))
        return HttpResponseRedirect(reverse("public:known"))
    context = {
        "party": party,
        "registered": _facts(registered(party).values()) if party else [],
        "stated": _facts(known_values(party.pk).values()) if party else [],
        "all": ALL,
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("My cases"), reverse("public:mine")),
            Crumb(gettext("My data")),
        ],
    }
    return render(request, "portal/public/known.html", context)


def _facts(values: Iterable[Known]) -> list[Fact]:
    """Return the lines of what is known; a value whose element has gone is told by its name."""
    return [_fact(one, elements().get(one.element)) for one in values]


def _fact(one: Known, element: Element | None) -> Fact:
    of_a_case = one.source.startswith(CASE)
    return Fact(
        element=one.element,
        title=_said(element.word) if element else one.element,
        value=_value(one.value, element),
        origin=origin(one.source, one.since, numbers=False),
        case=one.source.removeprefix(CASE) if of_a_case else "",
    )


def _value(value: object, element: Element | None) -> str:
    """Return a value in words: a choice by its title, an amount with its unit, and no identity number in full."""
    if element is None:
        return str(value)
    chosen = [choice.word for choice in element.choices if choice.value == value]
    if chosen:
        return _said(chosen[0])
    if isinstance(value, int):
        return f"{value:,} {_said(element.unit)}".strip()
    if element.format is Format.DATE:
        return day_in_words(str(value))
    return masked_number(str(value)) if element.mask is Mask.NUMBER else str(value)


def _said(word: Word) -> str:
    return word.english if (get_language() or "").startswith("en") else word.title
