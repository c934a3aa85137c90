"""我的文书: the numbered papers that were issued for the applicant, each to be opened and printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from tongban.kernel.cases.composing import composed
from tongban.kernel.papers.labels import KINDS
from tongban.kernel.papers.queries import Paper, papers_of
from tongban.portal.looking import looked_at
from tongban.portal.public.mine import own_case
from tongban.portal.public.telling_results import INSIDE
from tongban.portal.visitors import act_of, behind_the_door, signed_in

TONES = {"valid": "ok", "superseded": "soon", "revoked": "late"}


@dataclass(frozen=True, slots=True)
class Issued:
    """文书一行: one paper, what it is called, and the colour of its state."""

    paper: Paper
    kind: str
    tone: str


def issued_papers(number: str) -> Sequence[Issued]:
    """Return the papers of a case that are the applicant's, the last one first; what is made for the file is not."""
    return [
        Issued(one, str(KINDS.get(one.kind, one.kind)), TONES.get(one.state, ""))
        for one in reversed(papers_of(f"case/{number}"))
        if one.kind not in INSIDE
    ]


@behind_the_door
@require_safe
def paper(request: HttpRequest, number: str, paper_id: int) -> HttpResponseBase:
    """Show the applicant the PDF of a paper of his, made now if it was not yet; another's does not exist.

    With `?scan` the stamped print, with `?save` to be saved. The log keeps who was given it.
    """
    person = signed_in(request)
    found = own_case(person, number)
    if paper_id not in {one.paper.pk for one in issued_papers(found.number)}:
        raise Http404
    one = composed(found, paper_id)
    shown = None if one is None else one.scan if "scan" in request.GET else one.document
    if shown is None:
        raise Http404
    act = act_of(person, key=uuid4().hex)
    return looked_at(found, shown.pk, act, save="save" in request.GET)
