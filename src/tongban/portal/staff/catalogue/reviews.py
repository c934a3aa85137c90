"""审核: what waits for a second keeper, each with its differences, answered one by one or many at once."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from tongban.kernel.catalogue import actions
from tongban.kernel.catalogue.amending import differences
from tongban.kernel.catalogue.keeper.queries import (
    content_of,
    in_force_beside,
    open_reviews,
    said_by,
)
from tongban.kernel.catalogue.queries import Asked, MatterVersion, Review
from tongban.kernel.identity.queries import Person, names_of
from tongban.portal.moments import today
from tongban.portal.staff.catalogue.outcomes import outcome_page
from tongban.portal.staff.catalogue.saying import Told, told
from tongban.portal.staff.entry import for_the_keeper, kept_organs
from tongban.portal.staff.posted import Posted
from tongban.portal.visitors import act_of, signed_in

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """待审核一项: what was asked, by whom, in what it differs, and whether the reader may answer."""

    review: Review
    by: str
    changes: list[Told]
    mine: bool


@for_the_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: HttpRequest) -> HttpResponse:
    """Show what waits; a post answers those that are ticked."""
    person = signed_in(request)
    rows = open_reviews([organ.pk for organ in kept_organs(person)])
    if request.method == "POST":
        return _answered(request, list(rows))
    lists = ("version__bases", "version__materials")
    shown = list(rows.prefetch_related(*lists)[:MOST])
    names = names_of({one.by for one in shown})
    now = in_force_beside(shown, on=today())
    context = {
        "rows": [_waiting(one, person, names, now.get(one.version.matter_id)) for one in shown],
        "total": rows.count(),
    }
    return render(request, "portal/staff/catalogue/reviews.html", context)


def _answered(request: HttpRequest, rows: list[Review]) -> HttpResponse:
    posted = Posted(request.POST)
    ticked = set(posted.numbers("review"))
    chosen = {one.version_id: one.pk for one in rows if one.pk in ticked}
    words, back = posted.text("words"), request.POST.get("do") == "return"
    here = HttpResponseRedirect(reverse("staff:reviews"))
    if not chosen or (back and not words):
        told = (
            gettext("Tick what you answer.") if not chosen else gettext("Say why you send it back.")
        )
        messages.warning(request, told)
        return here
    act = act_of(signed_in(request), key=uuid4().hex)
    verb = actions.send_all_back if back else actions.agree_all
    outcome = verb(chosen, act, words=words)
    if outcome.refused:
        return outcome_page(request, outcome, reverse("staff:reviews"))
    counted = ngettext("{n} was answered.", "{n} were answered.", outcome.done)
    messages.success(request, counted.format(n=outcome.done))
    return here


def _waiting(
    review: Review, person: Person, names: dict[str, str], now: MatterVersion | None
) -> Waiting:
    version = review.version
    changes: list[Told] = []
    if review.asked == Asked.PUBLISH:
        changes = told(differences(said_by(now), content_of(version)))
    return Waiting(
        review,
        names.get(review.by, gettext("the platform")),
        changes,
        person.actor_id in (review.by, version.edited_by),
    )
