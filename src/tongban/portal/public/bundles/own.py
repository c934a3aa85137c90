"""我的联办件: one joint application of one's own, all its matters on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.bundles.queries import Joint, joint_by_number, joints_visible_to
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import party_of
from tongban.portal.joints import seen
from tongban.portal.moments import now, today
from tongban.portal.visitors import behind_the_door, signed_in
from tongban.ui.pieces import Crumb


@behind_the_door
@require_safe
def joint(request: HttpRequest, number: str) -> HttpResponse:
    """Show an own joint application; somebody else's does not exist."""
    person = signed_in(request)
    found, party = joint_by_number(number, person, on=today()), party_of(person)
    if found is None or party is None or found.party != party.pk:
        raise Http404
    context = {
        "joint": found,
        "seen": seen(found, at=now(), inside=False),
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("My cases"), reverse("public:mine")),
            Crumb(found.title),
        ],
    }
    return render(request, "portal/public/bundles/joint.html", context)


def joints_of(person: Person) -> list[Joint]:
    """Return the person's own joint applications, the newest first."""
    party = party_of(person)
    if party is None:
        return []
    return list(
        joints_visible_to(person, on=today()).filter(party=party.pk).order_by("-since")[:50]
    )
