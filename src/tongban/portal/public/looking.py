"""我的材料: the files that were handed in for one's own case, shown inside its page."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import story_of
from tongban.portal.contents import Paper, content_of
from tongban.portal.looking import looked_at
from tongban.portal.moments import now
from tongban.portal.public.mine import own_case
from tongban.portal.visitors import act_of, behind_the_door, signed_in


@behind_the_door
@require_safe
def document(request: HttpRequest, number: str, document_id: int) -> HttpResponseBase:
    """Show a file of one's own case, or with `?save` hand it out; what is not the applicant's does not exist."""
    person = signed_in(request)
    found = own_case(person, number)
    if document_id not in {one.document.pk for one in handed_in(found)}:
        raise Http404
    act = act_of(person, key=uuid4().hex)
    return looked_at(found, document_id, act, save="save" in request.GET)


def handed_in(case: Case) -> Sequence[Paper]:
    """Return the files that were handed in for a case, each with the address where its applicant sees it."""
    story = story_of(case, None, at=now())
    return [_own(case, one) for one in content_of(story, masked=False).papers]


def _own(case: Case, paper: Paper) -> Paper:
    address = reverse("public:document", args=[case.number, paper.document.pk])
    return replace(paper, url=address)
