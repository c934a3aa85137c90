"""移交清单: a list of original papers on one sheet, to be printed and signed by both."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.cases.state import OriginalRow
from tongban.kernel.cases.story import story_of
from tongban.portal.moments import now
from tongban.portal.staff.custody import hand_overs
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case
from tongban.portal.visitors import signed_in


@dataclass(frozen=True, slots=True)
class Listed:
    """清单一行: one original, and the material of the guide that it is."""

    original: OriginalRow
    material: str


@for_staff
@require_safe
def handover(request: HttpRequest, number: str, handover_id: int) -> HttpResponse:
    """Show one hand-over list with two lines to sign on."""
    person = signed_in(request)
    found = staff_case(person, number)
    story = story_of(found, person, at=now())
    listed = next((one for one in hand_overs(story) if one.id == handover_id), None)
    if listed is None:
        raise Http404
    names = {one.key: one.name for one in story.version.materials.all()}
    context = {
        "case": found,
        "list": listed,
        "rows": [Listed(one, names.get(one.material, "")) for one in listed.originals],
        "applicant": story.applicant,
    }
    return render(request, "portal/staff/handover.html", context)
