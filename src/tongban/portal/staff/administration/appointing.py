"""任职: a post is given in two steps: what stands against it is named first, and refused when it is done all the same."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.kernel import Refusal
from tongban.kernel.identity import actions
from tongban.kernel.identity.queries import Person, Post
from tongban.kernel.identity.queries.conflicts import clashes_of_appointing, overlapping
from tongban.kernel.identity.queries.reach import open_from, posts_within
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.administration.entry import (
    SECURITY,
    admin_act,
    for_administrators,
    page,
    period_of,
    person_of,
    standing_of,
)
from tongban.portal.staff.posted import Posted


@for_administrators(SECURITY)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose a post and a time, see what stands against it, appoint."""
    standing = standing_of(request)
    paths = standing.paths["security"]
    person = person_of(paths, person_id)
    posted = Posted(request.POST if request.method == "POST" else request.GET)
    posts = posts_within(paths).filter(open_from(today()))
    post = posts.filter(pk=posted.number("post")).first()
    clashes: list[str] = []
    fault = ""
    try:
        since, until = period_of(posted)
        if post is not None:
            clashes = _clashes(person, post, since or today(), until)
        if request.method == "POST" and post is not None:
            act = admin_act(request, SECURITY)
            actions.appoint(person.pk, act, post_id=post.pk, since=since, until=until)
            messages.success(request, gettext("{name} was appointed.").format(name=person.name))
            return HttpResponseRedirect(reverse("administration:person", args=[person.pk]))
    except Refusal as refusal:
        fault = spoken(refusal)
    context = {
        "standing": standing,
        "person": person,
        "posts": posts,
        "post": post,
        "typed": posted.fields,
        "clashes": clashes,
        "fault": fault,
        "today": today(),
    }
    return page(request, "appoint", context, tab="people", status=422 if fault else 200)


def _clashes(person: Person, post: Post, since: date, until: date | None) -> list[str]:
    """Name what stands against it, in the reader's language."""
    held = [each.post for each in overlapping(person, since, until).select_related("post")]
    return [spoken(each) for each in clashes_of_appointing(person, post, held, since=since)]
