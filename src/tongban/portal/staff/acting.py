"""办理事项的门: one door for every act of the case page; a refusal comes back to its own form with what was typed."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.story import story_of
from tongban.portal.moments import now, today
from tongban.portal.refusals import spoken
from tongban.portal.staff.acts import ACTS
from tongban.portal.staff.case import case_page
from tongban.portal.staff.controls import Tried
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.reading import staff_case
from tongban.portal.staff.scene import Scene, scene_of
from tongban.portal.visitors import act_of, signed_in


@sensitive_post_parameters()
@for_staff
@require_POST
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Do one act on the case, then show the case as it stands now."""
    person = signed_in(request)
    found = staff_case(person, number)
    doing = ACTS.get(verb)
    if doing is None:
        raise Http404
    posted = Posted(request.POST)
    if "_add" in posted:
        return case_page(request, found, tried=Tried(verb, posted, more=True))
    scene = scene_of(story_of(found, person, at=now()), person, on=today())
    try:
        receipt = doing(scene, _act(scene, posted), posted)
    except Refusal as refusal:
        if refusal.code == "case.not_found":
            raise Http404 from None
        tried = Tried(verb, posted, spoken(refusal))
        return case_page(request, found, tried=tried, status=422)
    words = gettext("Done. Entry {n} of its log, {hash}")
    messages.success(request, words.format(n=receipt.n, hash=receipt.hash[:12]))
    return HttpResponseRedirect(reverse("staff:case", args=[found.number]))


def _act(scene: Scene, posted: Posted) -> Act:
    """Return the reader's act; at an item that he does for somebody it is done for that one."""
    item = posted.number("item")
    behalf = next((one.behalf for one in scene.story.tasks if one.item == item), "")
    key = posted.text("key", 100) or uuid4().hex
    return act_of(scene.reader, key=key, behalf=behalf)
