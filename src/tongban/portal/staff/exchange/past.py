"""导入批次: what a file did, matter by matter, and taking it back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.exchange import actions
from tongban.kernel.catalogue.exchange.queries.batches import (
    Wrote,
    batch_by_id,
    steps_of,
    touched_organs,
)
from tongban.kernel.identity.queries import names_of
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_the_keeper
from tongban.portal.staff.exchange.reader import keeper_act, keeper_of, page_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Crumb

SIZE = 50


@dataclass(frozen=True, slots=True)
class Stays:
    """未撤销一项: a matter that stays, and why, in words."""

    matter_id: int
    name: str
    why: str


@for_the_keeper
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show a batch."""
    return _page(request, batch_id, [])


@for_the_keeper
@require_POST
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """撤销导入: take the batch back; what stays is named one by one."""
    keeper = keeper_of(request)
    found = batch_by_id(batch_id, keeper.homes)
    if found is None:
        raise Http404
    act = keeper_act(request, keeper)
    try:
        if found.wrote == Wrote.PUBLISHED and not found.undo_asked_by:
            return _asked(request, batch_id, act)
        undone = actions.undo(batch_id, act)
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
        return HttpResponseRedirect(reverse("staff:exchange_batch", args=[batch_id]))
    words = gettext("{n} matters were taken back.").format(n=undone.taken_back)
    if undone.kept:
        messages.warning(request, words)
        kept = [Stays(each.matter_id, each.name, spoken(each.why)) for each in undone.kept]
        return _page(request, batch_id, kept)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("staff:exchange_batch", args=[batch_id]))


def _asked(request: HttpRequest, batch_id: int, act: Act) -> HttpResponse:
    """Ask a second keeper to take a published list back."""
    actions.ask_undo(batch_id, act)
    messages.success(request, gettext("Asked for. It is taken back when another keeper agrees."))
    return HttpResponseRedirect(reverse("staff:exchange_batch", args=[batch_id]))


def _page(request: HttpRequest, batch_id: int, kept: list[Stays]) -> HttpResponse:
    keeper = keeper_of(request)
    found = batch_by_id(batch_id, keeper.homes)
    if found is None:
        raise Http404
    steps = steps_of(found)
    whole = {organ.pk for organ in touched_organs(found)} <= set(keeper.ids)
    pages = -(-steps.count() // SIZE) or 1
    page = page_of(request, pages)
    names = names_of({found.by, found.undone_by, found.undo_asked_by})
    context = {
        "batch": found,
        "by": names.get(found.by, gettext("Platform")),
        "undone_by": names.get(found.undone_by, gettext("Platform")),
        "asked_by": names.get(found.undo_asked_by, ""),
        "mine": found.undo_asked_by == signed_in(request).actor_id,
        "steps": steps[(page - 1) * SIZE : page * SIZE],
        "open": whole and steps.filter(undone=False).exists(),
        "kept": kept,
        "page": page,
        "pages": pages,
        "crumbs": [Crumb(gettext("Import and export"), reverse("staff:exchange"))],
    }
    return render(request, "portal/staff/exchange/batch.html", context)
