"""公布清单: a keeper numbers and seals a list; everybody reads it, and sees that it did not move."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.catalogue.actions import publish_list
from tongban.kernel.catalogue.listing import may_publish, public_list, seal_of
from tongban.kernel.catalogue.lists import ListKind, Selection
from tongban.kernel.catalogue.queries import PublishedList, published_lists
from tongban.kernel.identity.queries import Person, names_of, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.portal.moments import today
from tongban.portal.place import home
from tongban.portal.public.list_asking import Asked, asked_of, crumbs, kind_of, paged
from tongban.portal.public.list_sheets import Print, answer
from tongban.portal.refusals import spoken
from tongban.portal.visitors import act_of, visitor


def offered(request: HttpRequest, found: Selection, asked: Asked) -> bool:
    """Say whether the visitor may publish the list that is shown: the whole of it, of today or earlier."""
    person = visitor(request)
    if person is None or person.kind != "staff" or asked.narrowed or asked.day > today():
        return False
    return may_publish(person.actor_id, found, on=today())


@require_POST
def publish(request: HttpRequest, kind: str) -> HttpResponse:
    """公布清单: number and seal the list as of a day; for those who may not publish, this door does not exist."""
    which, asked = kind_of(kind), asked_of(request, today=today())
    person = visitor(request)
    if person is None or not offered(request, public_list(which, home(), on=asked.day), asked):
        raise Http404
    act = act_of(person, key=uuid4().hex, organ=_organ(person))
    try:
        made = publish_list(which, act, home=home(), on=asked.day)
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
        return HttpResponseRedirect(f"{reverse('public:list', args=[kind])}?{asked.query}")
    messages.success(request, gettext("The list is numbered, sealed and published."))
    return HttpResponseRedirect(reverse("public:sealed_list", args=[made.pk]))


@require_safe
def sealed(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show a published list with its digest, computed anew and compared with the log."""
    it = opened(list_id)
    kind, seal = ListKind(it.kind), seal_of(it)
    organ = seal.record.organ if seal.record else ""
    earlier = published_lists(it.home).filter(kind=kind, pk__lt=it.pk).defer("rows")
    context = {
        "it": it,
        "seal": seal,
        "organ": names_of([organ]).get(organ, ""),
        "before": earlier.first(),
        "page": paged(request, it.entries),
        "crumbs": crumbs(kind, here=it.title),
    }
    return render(request, "portal/public/sealed_list.html", context)


@require_safe
def sealed_download(_request: HttpRequest, list_id: int) -> HttpResponse:
    """Hand out a published list as Excel, with its number and digest."""
    it = opened(list_id)
    holds = seal_of(it).holds
    return answer(Print(ListKind(it.kind), it.title, it.day, it.entries, it.digest, holds=holds))


def opened(list_id: int) -> PublishedList:
    """Return a published list of this county; another does not exist."""
    found = published_lists(home()).filter(pk=list_id).first()
    if found is None:
        raise Http404
    return found


def _organ(person: Person) -> str:
    """Return the organ from whose post the person keeps the catalogue."""
    posts = posts_of(person, on=today())
    keeping = [post for post in posts if post.duty == Duty.KEEPER] or posts
    return keeping[0].organ.actor_id if keeping else ""
