"""机关和岗位: the tree of organs; the system administrator founds, renames and ends, others look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import actions
from tongban.kernel.identity.labels import DUTIES, Nature
from tongban.kernel.identity.queries import Holding, Organ, Post
from tongban.kernel.identity.queries.accounts import holders_of
from tongban.kernel.identity.queries.reach import organs_within, posts_within
from tongban.kernel.identity.rules import holds
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.administration.entry import (
    SECURITY,
    SYSTEM,
    admin_act,
    for_administrators,
    organ_of,
    page,
    standing_of,
    tried,
)
from tongban.portal.staff.posted import Posted

INDENTS = 6


@dataclass(frozen=True, slots=True)
class Branch:
    """机关一行: one organ of the tree, how deep it lies, and how many of its posts are open and held."""

    organ: Organ
    depth: int
    posts: int
    held: int


@dataclass(frozen=True, slots=True)
class Seat:
    """岗位一行: one post of an organ with who holds it."""

    post: Post
    holdings: list[Holding]
    open: bool


@for_administrators(SYSTEM, SECURITY)
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """Show the organs in reach as a tree, narrowed by name."""
    standing = standing_of(request)
    words = request.GET.get("q", "").strip()[:60]
    ended = request.GET.get("ended") == "1"
    found = organs_within(standing.seen)
    if not ended:
        found = found.filter(until__isnull=True)
    if words:
        found = found.filter(name__contains=words)
    seats = posts_within(standing.seen).filter(until__isnull=True)
    counted: dict[int, list[int]] = {}
    for post_id, organ_id in seats.values_list("pk", "organ_id"):
        counted.setdefault(organ_id, []).append(post_id)
    taken = holders_of([each for posts in counted.values() for each in posts], on=today())
    rows = list(found)
    top = min((_depth(organ) for organ in rows), default=0)
    branches = [
        Branch(
            organ=organ,
            depth=0 if words else min(_depth(organ) - top, INDENTS),
            posts=len(counted.get(organ.pk, [])),
            held=sum(post in taken for post in counted.get(organ.pk, [])),
        )
        for organ in rows
    ]
    context = {"standing": standing, "branches": branches, "words": words, "ended": ended}
    return page(request, "organs", context, tab="organs")


@for_administrators(SYSTEM, SECURITY)
@require_safe
def organ(request: HttpRequest, organ_id: int) -> HttpResponse:
    """Show one organ with its posts and who holds them."""
    return _organ_page(request, organ_id)


@for_administrators(SYSTEM)
@require_POST
def organ_act(request: HttpRequest, organ_id: int, verb: str) -> HttpResponse:
    """Found an organ below, rename or end this one, or open, rename or close one of its posts."""
    standing = standing_of(request)
    here = organ_of(standing.paths[SYSTEM], organ_id)
    doing = VERBS.get(verb)
    if doing is None:
        raise Http404
    posted = Posted(request.POST)
    back = reverse("administration:organ", args=[here.pk])
    if verb not in TYPED:
        words = gettext("Done.")
        return tried(
            request,
            lambda: doing(here, posted, admin_act(request, SYSTEM)),
            words=words,
            back=back,
        )
    try:
        doing(here, posted, admin_act(request, SYSTEM))
    except Refusal as refusal:
        return _organ_page(request, organ_id, verb=verb, posted=posted, fault=spoken(refusal))
    messages.success(request, gettext("Done."))
    return HttpResponseRedirect(back)


def _organ_page(
    request: HttpRequest,
    organ_id: int,
    *,
    verb: str = "",
    posted: Posted | None = None,
    fault: str = "",
) -> HttpResponse:
    standing = standing_of(request)
    here = organ_of(standing.seen, organ_id)
    posts = list(posts_within(standing.seen).filter(organ=here))
    holdings = holders_of([post.pk for post in posts], on=today())
    seats = [
        Seat(post, holdings.get(post.pk, []), holds(post.since, post.until, on=today()))
        for post in posts
    ]
    context = {
        "standing": standing,
        "organ": here,
        "seats": sorted(seats, key=lambda seat: not seat.open),
        "below": list(organs_within(standing.seen).filter(parent=here, until__isnull=True)),
        "duties": DUTIES,
        "natures": Nature.choices,
        "verb": verb,
        "typed": posted.fields if posted else {},
        "fault": fault,
        "today": today(),
    }
    return page(request, "organ", context, tab="organs", status=422 if fault else 200)


def _found(here: Organ, posted: Posted, act: Act) -> None:
    plan = actions.NewOrgan(
        name=posted.text("name", 200),
        short_name=posted.text("short_name", 60),
        division=posted.text("division", 12) or here.division,
        nature=posted.text("nature", 12)
        if posted.text("nature", 12) in Nature.values
        else "statutory",
        parent_id=here.pk,
    )
    if not plan.name:
        raise Refusal("identity.no_name", "A name is missing. Enter it.")
    actions.found_organ(plan, act)


def _rename(here: Organ, posted: Posted, act: Act) -> None:
    name, short = posted.text("name", 200), posted.text("short_name", 60)
    actions.rename_organ(here.pk, act, name=name, short_name=short)


def _end(here: Organ, posted: Posted, act: Act) -> None:
    actions.end_organ(here.pk, act)


def _open(here: Organ, posted: Posted, act: Act) -> None:
    duty, name = posted.text("duty", 16), posted.text("name", 120)
    if not name or duty not in dict(DUTIES):
        words = "A post needs a name and a duty. Enter both."
        raise Refusal("identity.post_without_duty", words)
    actions.open_post(here.pk, act, name=name, duty=duty)


def _rename_post(here: Organ, posted: Posted, act: Act) -> None:
    actions.rename_post(_post(here, posted), act, name=posted.text("name", 120))


def _close_post(here: Organ, posted: Posted, act: Act) -> None:
    actions.close_post(_post(here, posted), act)


def _post(here: Organ, posted: Posted) -> int:
    """Return the post of this organ that is meant."""
    wanted = posted.number("post")
    if not posts_within((here.path,)).filter(organ=here, pk=wanted).exists():
        raise Http404
    return wanted


def _depth(organ: Organ) -> int:
    return organ.path.count("/")


VERBS: Mapping[str, Callable[[Organ, Posted, Act], None]] = {
    "found": _found,
    "rename": _rename,
    "end": _end,
    "open": _open,
    "rename-post": _rename_post,
    "close-post": _close_post,
}
TYPED = {"found", "rename", "open"}
