"""我的办件（其他系统）: the visitor's own cases that another system handles, to be read here and done there."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.identity.queries import Person
from tongban.kernel.mirrors.queries import own_mirrors, query_code_of
from tongban.portal.mirrors import Shown, happened, shown
from tongban.portal.moments import today
from tongban.portal.visitors import behind_the_door, signed_in
from tongban.ui.pieces import Crumb

MOST = 200


def mirrors_of(person: Person) -> Sequence[Shown]:
    """Return the person's own mirrored cases, the soonest promised day first."""
    return shown(own_mirrors(person, on=today())[:MOST], today=today(), own=True)


@behind_the_door
@require_safe
def mirror(request: HttpRequest, mirror_id: int) -> HttpResponse:
    """Show one own mirrored case; somebody else's does not exist."""
    found = own_mirrors(signed_in(request), on=today()).filter(pk=mirror_id).first()
    if found is None:
        raise Http404
    (row,) = shown([found], today=today(), own=True)
    context = {
        "row": row,
        "one": found,
        "guide": version_in_force(found.matter, on=today()),
        "story": happened(found),
        "code": query_code_of(found),
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("My cases"), reverse("public:mine")),
            Crumb(gettext("Where it stands")),
        ],
    }
    return render(request, "portal/public/mirror.html", context)
