"""窗口收件: taking in an application for somebody who stands at the counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.cases.lists import Line
from tongban.kernel.cases.queries import query_code
from tongban.kernel.cases.story import story_of
from tongban.kernel.parties.labels import PARTY_KINDS
from tongban.portal.contents import content_of
from tongban.portal.moments import now
from tongban.portal.receipts import hash_of_submission, tracking_square
from tongban.portal.refusals import spoken
from tongban.portal.staff.desk import Group
from tongban.portal.staff.entry import counter_act, for_the_counter
from tongban.portal.staff.intake import (
    CHANNELS,
    Applicant,
    control_of,
    online_matters,
    online_version,
    start,
    started,
    today_taken_in,
)
from tongban.portal.staff.reading import staff_case
from tongban.portal.staff.wording import Standing, standing_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Fault

LONGEST_QUESTION = 60
# By the name in the address: which states of a case a figure counts, and what it is called.
STATES = {
    "all": (None, gettext_lazy("Taken in today")),
    "unaccepted": (frozenset({"submitted"}), gettext_lazy("Of these to be accepted")),
    "accepted": (
        frozenset({"accepted", "decided", "delivered", "archived"}),
        gettext_lazy("Of these accepted"),
    ),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """今日收件一行: one case that came in at the counter today."""

    line: Line
    standing: Standing


@for_the_counter
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Show where to begin, what was begun, and what came in today."""
    return _counter_page(request, Applicant(), [])


@sensitive_post_parameters("number", "phone", "name")
@for_the_counter
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an application for an applicant; a refusal comes back on the page with all that was typed."""
    applicant = Applicant(
        *(request.POST.get(name, "").strip()[:200] for name in ("kind", "name", "number", "phone"))
    )
    try:
        version = online_version(_number(request, "matter"))
        url = start(version, applicant, signed_in(request), counter_act(request))
    except Refusal as refusal:
        faults = [Fault(control_of(refusal), spoken(refusal))]
        return _counter_page(request, applicant, faults)
    return HttpResponseRedirect(url)


@for_the_counter
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """回执: what the applicant takes home, and the way on to acceptance."""
    person = signed_in(request)
    found = staff_case(person, number)
    if found.channel not in CHANNELS:
        raise Http404
    story = story_of(found, person, at=now())
    context = {
        "case": found,
        "version": story.version,
        "applicant": story.applicant,
        "clerk": story.happened[0],
        "papers": content_of(story, masked=True).papers,
        "square": tracking_square(request, found.number),
        "hash": hash_of_submission(story),
        "code": query_code(found.number),
        "to_accept": any(task.act == "accept" for task in story.tasks),
        "agent": found.channel == "agent" and found.materials_on is None,
    }
    return render(request, "portal/staff/receipt.html", context)


def groups(taken: Sequence[Line], chosen: str) -> list[Group]:
    """Return the figures above today's list; each counts exactly the rows that it leads to."""
    return [
        Group(name, label, "", sum(_counts(line, name) for line in taken), name == chosen)
        for name, (_states, label) in STATES.items()
    ]


def _counter_page(
    request: HttpRequest, applicant: Applicant, faults: Sequence[Fault]
) -> HttpResponse:
    clerk = signed_in(request)
    question = (request.POST.get("q") or request.GET.get("q", "")).strip()[:LONGEST_QUESTION]
    chosen = request.GET.get("only", "all")
    chosen = chosen if chosen in STATES else "all"
    taken = today_taken_in(clerk, at=now())
    matters = online_matters(question)
    context = {
        "question": question,
        "matters": matters,
        "matter": _number(request, "matter") or (matters[0].matter_id if matters else 0),
        "kinds": PARTY_KINDS,
        "applicant": applicant,
        "faults": faults,
        "key": request.POST.get("key") or uuid4().hex,
        "started": started(clerk),
        "groups": groups(taken, chosen),
        "rows": [Taken(line, standing_of(line.case)) for line in taken if _counts(line, chosen)],
    }
    status = 422 if faults else 200
    return render(request, "portal/staff/counter.html", context, status=status)


def _counts(line: Line, name: str) -> bool:
    states, _label = STATES[name]
    return states is None or line.case.state in states


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name) or request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
