"""材料预览: showing a file of the case inside the page, beside the decision."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from tongban.kernel.cases.story import story_of
from tongban.portal.looking import looked_at
from tongban.portal.moments import now
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case, unmask_post
from tongban.portal.visitors import act_of, signed_in


@for_staff
@require_safe
def preview(request: HttpRequest, number: str, document_id: int) -> HttpResponseBase:
    """Show a picture or a PDF of the case."""
    return _looked(request, number, document_id, save=False)


@for_staff
@require_safe
def document(request: HttpRequest, number: str, document_id: int) -> HttpResponseBase:
    """Hand out a file of the case, to be saved and not to be run; the log keeps who was given it."""
    return _looked(request, number, document_id, save=True)


def _looked(request: HttpRequest, number: str, document_id: int, *, save: bool) -> HttpResponseBase:
    """Give a file to whoever has a step to do in the case, or may look behind the mask: papers show what it hides."""
    person = signed_in(request)
    found = staff_case(person, number)
    story = story_of(found, person, at=now())
    if not story.tasks and unmask_post(person, story) is None:
        raise Http404
    if f"document/{document_id}" in story.withheld:
        raise Http404
    return looked_at(found, document_id, act_of(person, key=uuid4().hex), save=save)
