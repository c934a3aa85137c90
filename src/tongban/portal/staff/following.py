"""关注按钮: follow a case or no longer, from its page."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tongban.kernel.cases.actions import follow, unfollow
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case
from tongban.portal.visitors import act_of, signed_in


@for_staff
@require_POST
def set_follow(request: HttpRequest, number: str) -> HttpResponse:
    """Do what the button says, then show the case again."""
    person = signed_in(request)
    found, act = staff_case(person, number), act_of(person, key=uuid4().hex)
    if request.POST.get("follow") == "yes":
        follow(found.number, act)
        messages.success(request, gettext("You follow this case. It stands under Followed."))
    else:
        unfollow(found.number, act)
        messages.success(request, gettext("You no longer follow this case."))
    return HttpResponseRedirect(reverse("staff:case", args=[found.number]))
