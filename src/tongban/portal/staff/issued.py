"""文书: the numbered papers of a case, each to be opened and printed, and the stamped print to be scanned back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.composing import composed
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import Story, story_of
from tongban.kernel.documents.actions import keep
from tongban.kernel.documents.queries import Document
from tongban.kernel.identity.queries import Person
from tongban.kernel.papers.labels import KINDS
from tongban.kernel.papers.queries import Paper, paper_by_id, papers_of
from tongban.portal.looking import looked_at
from tongban.portal.moments import now, today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case, unmask_post
from tongban.portal.staff.scene import scene_of
from tongban.portal.uploads import MEGABYTE
from tongban.portal.visitors import act_of, signed_in

SCANS = ("pdf", "jpg", "png")
LARGEST = 20 * MEGABYTE
TONES = {"valid": "ok", "superseded": "soon", "revoked": "late"}


@dataclass(frozen=True, slots=True)
class Issued:
    """文书一行: one paper, what it is called, and the colour of its state."""

    paper: Paper
    kind: str
    tone: str


def issued_papers(number: str) -> Sequence[Issued]:
    """Return the papers of a case, the last one first."""
    return [
        Issued(one, str(KINDS.get(one.kind, one.kind)), TONES.get(one.state, ""))
        for one in reversed(papers_of(f"case/{number}"))
    ]


def may_open(person: Person, story: Story) -> bool:
    """Tell whether the reader may open papers: who handles the case, or may look behind the mask in it."""
    return scene_of(story, person, on=today()).handles or unmask_post(person, story) is not None


@for_staff
@require_safe
def paper(request: HttpRequest, number: str, paper_id: int) -> HttpResponseBase:
    """Show the PDF of a paper inside the page, to be read and printed, or save it; the log keeps who was given it."""
    person = signed_in(request)
    found = _openable(person, number)
    one = composed(found, paper_id)
    shown = one.scan if one is not None and "scan" in request.GET else one and one.document
    if one is None or shown is None:
        raise Http404
    act = act_of(person, key=uuid4().hex)
    return looked_at(found, shown.pk, act, save="save" in request.GET)


@for_staff
@require_POST
def scan(request: HttpRequest, number: str, paper_id: int) -> HttpResponse:
    """文书回扫: keep the stamped print of a paper of the case."""
    person = signed_in(request)
    found = _openable(person, number)
    one = paper_by_id(paper_id)
    if one is None or one.subject != f"case/{found.number}":
        raise Http404
    if not scene_of(story_of(found, person, at=now()), person, on=today()).leads:
        raise Http404
    act = act_of(person, key=request.POST.get("key", "")[:100] or uuid4().hex)
    try:
        actions.scan_back(found.number, act, paper=one.pk, document=_uploaded(request, act).pk)
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    else:
        words = gettext("The stamped print of {number} is kept.")
        messages.success(request, words.format(number=one.number))
    return HttpResponseRedirect(f"{reverse('staff:case', args=[found.number])}#issued")


def _openable(person: Person, number: str) -> Case:
    found = staff_case(person, number)
    if not may_open(person, story_of(found, person, at=now())):
        raise Http404
    return found


def _uploaded(request: HttpRequest, act: Act) -> Document:
    upload = request.FILES.get("scan")
    if upload is None or isinstance(upload, list):
        raise Refusal("portal.no_file", "Please choose the scanned print, and submit again.")
    return keep(upload, name=upload.name or "", act=act, allowed=SCANS, max_bytes=LARGEST)
