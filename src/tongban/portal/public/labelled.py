"""标签页: what anybody who scans the label on a thing may read of it, and whom to tell."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.registers import exporting
from tongban.kernel.registers.queries import labels
from tongban.portal.moments import today


@dataclass(frozen=True, slots=True)
class Fact:
    """公开事实: a public field and what it says today."""

    label: object
    words: str


@require_safe
def labelled(request: HttpRequest, code: str) -> HttpResponse:
    """Show the public facts of the thing whose label has this code; nothing else is told of it."""
    found = labels.labelled(code.upper(), on=today())
    if found is None:
        raise Http404
    facts = [
        Fact(field.label, exporting.told(field, found.facts[field.name], found.organs))
        for field in found.register.fields
        if field.name in found.facts
    ]
    context = {"found": found, "facts": [each for each in facts if each.words]}
    answer = render(request, "portal/public/labelled.html", context)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
