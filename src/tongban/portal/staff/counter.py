"""窗口收件: the one screen of the counter: the applicant, the matter, and what is to be done today."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.cases.queries import query_code
from tongban.kernel.cases.story import story_of
from tongban.kernel.ledger.queries.sealing import newest_seal_named
from tongban.kernel.parties.labels import PARTY_KINDS
from tongban.portal.contents import content_of
from tongban.portal.moments import now
from tongban.portal.receipts import hash_of_submission, tracking_square
from tongban.portal.refusals import spoken
from tongban.portal.staff.applicants import Candidate, again, chosen, looked_for
from tongban.portal.staff.entry import counter_act, for_the_counter, intake_post
from tongban.portal.staff.intake import (
    CHANNELS,
    Applicant,
    came_over,
    control_of,
    draft_url,
    offered_matters,
    online_version,
    reachable_over,
    registered,
    start,
    started,
)
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.queue import TODAY, figures, page_of
from tongban.portal.staff.reading import staff_case
from tongban.portal.staff.taking import taken_lines
from tongban.portal.staff.terms import is_agent, ways_of_coming
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Fault

LONGEST_QUESTION, LONGEST_LINE = 60, 500
LATEST = 8
FIELDS = ("kind", "name", "number", "phone")


@dataclass(frozen=True, slots=True)
class Screen:
    """窗口首屏: what the clerk typed so far, whom it may mean, and what was refused."""

    applicant: Applicant = field(default_factory=Applicant)
    found: Sequence[Candidate] = ()
    token: str = ""
    note: str = ""
    question: str = ""
    matter: int = 0
    came: str = "window"
    key: str = ""
    faults: Sequence[Fault] = ()
    focus: str = "line"


@for_the_counter
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Show where to begin, what was begun, and what came in today."""
    asked = Posted(request.GET)
    question = asked.text("q", LONGEST_QUESTION)
    focus = "matter" if question else "line"
    return _page(request, Screen(question=question, matter=asked.number("matter"), focus=focus))


@sensitive_post_parameters("line", "number", "phone", "name", "token")
@for_the_counter
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Do the next thing with what was typed: look for the applicant, for the matter, or begin the application.

    Everything comes back on the page, a refusal among it; only the application itself has an address of its own.
    """
    posted, clerk = Posted(request.POST), signed_in(request)
    screen = _typed(posted)
    step = _next(posted, screen.question)
    if step == "find":
        return _page(request, _looked(screen, posted.text("line", LONGEST_LINE), request))
    if step == "search":
        return _page(request, replace(screen, found=again(screen.token, clerk), focus="matter"))
    if step == "forget":
        return _page(request, replace(screen, applicant=Applicant(), token=""))
    try:
        return HttpResponseRedirect(_begun(request, screen))
    except Refusal as refusal:
        faults = [Fault(control_of(refusal), spoken(refusal))]
        return _page(request, replace(screen, found=again(screen.token, clerk), faults=faults))


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
        "taken": taken_lines(story),
        "square": tracking_square(request, found.number),
        "hash": hash_of_submission(story),
        "seal": newest_seal_named(),
        "code": query_code(found.number),
        "to_accept": any(task.act == "accept" for task in story.tasks),
        "agent": found.channel == "agent" and found.materials_on is None,
    }
    return render(request, "portal/staff/receipt.html", context)


def _typed(posted: Posted) -> Screen:
    return Screen(
        applicant=Applicant(*(posted.text(name, 200) for name in FIELDS)),
        token=posted.text("token", 200),
        question=posted.text("q", LONGEST_QUESTION),
        matter=posted.number("matter"),
        came=posted.text("came", 20) or "window",
        key=posted.text("key", 100),
    )


def _next(posted: Posted, question: str) -> str:
    """Return what a click or the Enter key means: a line is looked for, new words are searched for, else it begins."""
    do = posted.text("do", 10)
    if do in {"find", "search", "begin", "forget"}:
        return do
    if posted.text("line", LONGEST_LINE):
        return "find"
    return "search" if "asked" in posted and question != posted.text("asked") else "begin"


def _looked(screen: Screen, line: str, request: HttpRequest) -> Screen:
    """Return the screen with whom the line means, or its fields filled with what it says."""
    looked = looked_for(line, signed_in(request))
    read, question = looked.read, screen.question
    if looked.found:
        return replace(screen, found=looked.found, focus="matter" if question else "q")
    if not read.leads:
        note = gettext("Nothing could be read from this. Check the number, or enter it below.")
        return replace(screen, token="", note=note, focus="number")
    applicant = Applicant(read.kind, read.name, read.number, read.phone or screen.applicant.phone)
    if not read.number:
        note = gettext("Nobody is known here by this. Enter the number of the document.")
        return replace(screen, applicant=applicant, token="", note=note, focus="number")
    note = gettext("Read from the document. Compare it; who is new here is registered.")
    focus = ("matter" if question else "q") if read.name else "name"
    return replace(screen, applicant=applicant, token="", note=note, focus=focus)


def _begun(request: HttpRequest, screen: Screen) -> str:
    """Begin the application for whom the clerk chose or copied; return its address."""
    clerk, act = signed_in(request), counter_act(request)
    version = online_version(screen.matter)
    reachable_over(version, screen.came)
    party = chosen(screen.token, clerk) if screen.token else None
    typed = screen.applicant if party is None else None
    draft = start(version, party or registered(screen.applicant, act), clerk, act, typed=typed)
    came_over(draft, screen.came, act)
    return draft_url(draft.id)


def _page(request: HttpRequest, screen: Screen) -> HttpResponse:
    clerk = signed_in(request)
    offered = offered_matters(screen.question, clerk)
    known = {one.matter_id for one in offered.rows}
    first = offered.rows[0].matter_id if screen.question and offered.rows else 0
    shown = figures(clerk, at=now())
    context = {
        "screen": screen,
        "offered": offered,
        "matter": screen.matter if screen.matter in known else first,
        "kinds": PARTY_KINDS,
        "ways": () if is_agent(intake_post(clerk)) else ways_of_coming(),
        "key": screen.key or uuid4().hex,
        "started": started(clerk),
        "figures": shown,
        "latest": page_of(clerk, TODAY, "", 1, at=now()).rows[:LATEST],
        "more": shown[0].count > LATEST,
    }
    status = 422 if screen.faults else 200
    return render(request, "portal/staff/counter.html", context, status=status)
