"""授权: what was delegated beyond the duties of posts, by delegation or as a proxy; granting it, and taking it back."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.catalogue.queries import matter_by_code, version_in_force
from tongban.kernel.identity import actions
from tongban.kernel.identity.labels import MANDATE_KINDS, POWERS
from tongban.kernel.identity.queries import Mandate, person_by_username
from tongban.kernel.identity.queries.accounts import SOON
from tongban.kernel.identity.queries.conflicts import clashes_of_granting
from tongban.kernel.identity.queries.reach import (
    Paths,
    mandates_within,
    open_from,
    organs_within,
    person_within,
    posts_within,
)
from tongban.kernel.identity.rules import MandateKind, Power
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.administration.entry import (
    SECURITY,
    admin_act,
    for_administrators,
    organ_of,
    page,
    period_of,
    standing_of,
    tried,
)
from tongban.portal.staff.posted import Posted

PER_PAGE = 50
STATES: Mapping[str, object] = {
    "open": pgettext_lazy("mandate", "In force"),
    "ending": gettext_lazy("Ends within 30 days"),
    "ended": gettext_lazy("Ended"),
}
KINDS = [each for each in MANDATE_KINDS if each[0] != MandateKind.DUTY.value]


@for_administrators(SECURITY)
@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    """List the mandates in reach."""
    standing = standing_of(request)
    state, kind = request.GET.get("state", "open"), request.GET.get("kind", "")
    rows = mandates_within(standing.paths[SECURITY])
    on = today()
    if state == "ended":
        rows = rows.filter(until__lte=on)
    elif state == "ending":
        rows = rows.filter(until__gt=on, until__lte=on + SOON)
    else:
        state, rows = "open", rows.filter(open_from(on))
    if kind in dict(KINDS):
        rows = rows.filter(kind=kind)
    pages = Paginator(rows, PER_PAGE)
    number = request.GET.get("page", "")
    shown = pages.get_page(int(number) if number.isdecimal() and len(number) < 9 else 1)
    context = {
        "standing": standing,
        "rows": [(each, matter_name(each)) for each in shown.object_list],
        "number": shown.number,
        "total": pages.num_pages,
        "count": pages.count,
        "state": state,
        "states": STATES.items(),
        "kind": kind,
        "kinds": KINDS,
        "today": on,
    }
    return page(request, "mandates", context, tab="mandates")


def matter_name(mandate: Mandate) -> str:
    """Return the name of the one matter it is for, or nothing."""
    if mandate.matter_id is None:
        return ""
    version = version_in_force(mandate.matter_id, on=today())
    return version.name if version else f"#{mandate.matter_id}"


@for_administrators(SECURITY)
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest) -> HttpResponse:
    """Fill in a mandate, see what stands against it, grant it."""
    standing = standing_of(request)
    paths = standing.paths[SECURITY]
    posted = Posted(request.POST)
    clashes: list[str] = []
    fault, checked = "", False
    if request.method == "POST":
        try:
            plan = _plan(paths, posted)
            found = clashes_of_granting(plan, since=plan.since or today())
            clashes, checked = [spoken(each) for each in found], True
            if posted.text("do") == "grant":
                actions.grant(plan, admin_act(request, SECURITY))
                messages.success(request, gettext("The mandate was granted."))
                return HttpResponseRedirect(reverse("administration:mandates"))
        except Refusal as refusal:
            fault = spoken(refusal)
    context = {
        "standing": standing,
        "posts": posts_within(paths).filter(open_from(today())),
        "organs": organs_within(paths).filter(until__isnull=True),
        "powers": POWERS,
        "kinds": KINDS,
        "typed": posted.fields,
        "clashes": clashes,
        "checked": checked,
        "fault": fault,
        "today": today(),
    }
    return page(request, "grant", context, tab="mandates", status=422 if fault else 200)


@for_administrators(SECURITY)
@require_POST
def revoke(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Take a mandate back from today or a later day on."""
    paths = standing_of(request).paths[SECURITY]
    if not mandates_within(paths).filter(pk=mandate_id).exists():
        raise Http404
    posted, act = Posted(request.POST), admin_act(request, SECURITY)

    def take_back() -> None:
        actions.revoke(mandate_id, act, on=posted.day("on") if posted.text("on") else None)

    back = reverse("administration:mandates")
    return tried(request, take_back, words=gettext("The mandate was taken back."), back=back)


def _plan(paths: Paths, posted: Posted) -> actions.NewMandate:
    """Return the mandate that was filled in."""
    power, kind = posted.text("power", 16), posted.text("kind", 12)
    if power not in set(Power) or kind not in dict(KINDS) or not posted.number("organ"):
        words = "Power, kind and organ are needed. Choose all three."
        raise Refusal("portal.mandate_incomplete", words)
    amount = posted.text("amount", 15)
    if amount and not amount.isdecimal():
        raise Refusal("portal.no_amount", "The amount is a whole number of yuan. Enter it anew.")
    post, person = _receiver(paths, posted)
    stands_in = _post(paths, posted, "stands_in_for")
    since, until = period_of(posted)
    return actions.NewMandate(
        power=Power(power),
        organ_id=organ_of(paths, posted.number("organ")).pk,
        grounds=posted.text("grounds"),
        post_id=post,
        person_id=person,
        matter_id=_matter(posted.text("matter", 80)),
        amount_limit=int(amount) if amount else None,
        since=since,
        until=until,
        kind=MandateKind(kind),
        stands_in_for_id=stands_in if kind == MandateKind.PROXY.value else None,
    )


def _receiver(paths: Paths, posted: Posted) -> tuple[int | None, int | None]:
    """Return the post, or the person by the user name, that is to receive it."""
    username, post = posted.text("person", 150), _post(paths, posted, "post")
    if not username:
        return post, None
    person = person_by_username(username)
    if person is None or person_within(paths, person.pk) is None:
        words = "There is nobody of the staff by the user name {name}. Check it."
        raise Refusal("portal.nobody", words, name=username)
    return post, person.pk


def _post(paths: Paths, posted: Posted, name: str) -> int | None:
    """Return the post in reach that was chosen, if any."""
    post = posted.number(name) or None
    if post is not None and not posts_within(paths).filter(pk=post).exists():
        raise Http404
    return post


def _matter(code: str) -> int | None:
    if not code:
        return None
    matter = matter_by_code("item_code", code)
    if matter is None:
        words = "There is no matter of the item code {number}. Check it, or leave it out for all matters."
        raise Refusal("portal.no_matter_of_code", words, number=code)
    return int(matter.pk)
