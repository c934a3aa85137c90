"""登记项: one entry as of a day, its papers, what happened to it, and the verbs on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import segno
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.clock import end_of
from tongban.kernel.documents.actions import hand_out, keep
from tongban.kernel.documents.queries import open_document
from tongban.kernel.documents.rules import safe_headers
from tongban.kernel.identity.queries import may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.registers import actions, exporting
from tongban.kernel.registers.actions.papers import Filing
from tongban.kernel.registers.declaring import Register
from tongban.kernel.registers.events import stream_of
from tongban.kernel.registers.queries import Entry, Shown, entry_visible_to, shown
from tongban.kernel.registers.queries.history import as_believed
from tongban.kernel.registers.queries.labels import codes_of, papers_of
from tongban.portal.moments import day_in, today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.registers.asking import (
    day_asked,
    entry_of,
    names_of_organs,
    register_of,
    wanted_of,
)
from tongban.portal.staff.registers.listing import public_address
from tongban.portal.staff.registers.telling import told_history
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Crumb, Square

LARGEST = 20 * 1024 * 1024
ALLOWED = ("pdf", "jpg", "png")


@dataclass(frozen=True, slots=True)
class Fact:
    """登记事实: a field's name and what it says on the day; `dated` tells that it keeps what held when."""

    label: object
    words: str
    dated: bool


@for_staff
@require_safe
def entry(request: HttpRequest, register: str, entry_id: int) -> HttpResponse:
    """Show the entry as of the day that the address asks for, or of today; with `known`, as it was recorded by that day."""
    found = register_of(request, register)
    row, reader = entry_of(request, found, entry_id), signed_in(request)
    on, known = (
        wanted_of(found, request.GET).as_of or today(),
        day_asked(request.GET.get("known", "")),
    )
    (seen,) = shown(reader, found.kind, [row], on=today(), as_of=on)
    if known is not None:
        state = as_believed(found.kind, row.pk, home=row.home, at=end_of(known))
        seen = replace(seen, facts=state.facts(found, on))
    may = may_use(reader.actor_id, Power(found.keep), row.organ, on=today())
    context = {
        "register": found,
        "entry": row,
        "facts": _facts(found, seen),
        "on": on,
        "known": known,
        "today": today(),
        "papers": [(each, found.papers.get(each.paper, each.paper), each.paper not in seen.sealed) for each in papers_of(found.kind, row.pk)],
        "kinds": found.papers.items(),
        "story": told_history(found, row, seen),
        "may_keep": may,
        "square": _square_of(request, found, row),
        "key": uuid4().hex,
        "crumbs": crumbs(found, row.key),
    }  # fmt: skip
    return render(request, "portal/staff/registers/entry.html", context)


@for_staff
@require_POST
def act(request: HttpRequest, register: str, entry_id: int) -> HttpResponse:
    """Close the entry, reopen it, undo its last change, take a paper out, or draw its label."""
    found = register_of(request, register)
    row = entry_visible_to(signed_in(request), found.kind, entry_id, on=today())
    if row is None:
        return gone(request, found)
    try:
        _done(request, found, row)
        messages.success(request, gettext("Recorded."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    except Struck:
        messages.success(request, gettext("The entry was struck: it should never have been entered."))  # fmt: skip
        return HttpResponseRedirect(reverse("registers:entries", args=[found.kind]))
    return HttpResponseRedirect(reverse("registers:entry", args=[found.kind, row.pk]))


def gone(request: HttpRequest, register: Register) -> HttpResponse:
    """Answer a second click after the first one struck the entry, or gave it to others; else it does not exist."""
    if not actions.written_by(register.kind, acting(request, request.POST.get("key", ""))):
        raise Http404
    messages.success(request, gettext("Recorded."))
    return HttpResponseRedirect(reverse("registers:entries", args=[register.kind]))


class Struck(Exception):
    """The entry is no longer there to be shown."""


@for_staff
@require_POST
def attach(request: HttpRequest, register: str, entry_id: int) -> HttpResponse:
    """归入证件资料: keep an uploaded paper with the entry."""
    found = register_of(request, register)
    row, by = entry_of(request, found, entry_id), acting(request, request.POST.get("key", ""))
    upload = request.FILES.get("file")
    try:
        if not isinstance(upload, UploadedFile):
            raise Refusal("register.no_file", "Choose the file of the paper.", field="file")
        document = keep(upload, name=upload.name or "", act=by, allowed=ALLOWED, max_bytes=LARGEST)
        filing = Filing(
            document=document.pk,
            paper=request.POST.get("paper", ""),
            reason=request.POST.get("reason", ""),
            until=posted_day(request, "until"),
        )
        actions.file(found.kind, row.pk, by, version=version_of(request), filing=filing)
        messages.success(request, gettext("Recorded."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(f"{reverse('registers:entry', args=[found.kind, row.pk])}#papers")


@for_staff
@require_safe
def paper(request: HttpRequest, register: str, entry_id: int, document_id: int) -> HttpResponseBase:
    """Hand out a paper of the entry, to be saved and not to be run; the log keeps who was given it.

    A personal one is handed out as personal fields are shown: to who may see what is confidential in the register.
    """
    found, reader = register_of(request, register), signed_in(request)
    row = entry_of(request, found, entry_id)
    (seen,) = shown(reader, found.kind, [row], on=today())
    papers = papers_of(found.kind, row.pk)
    if document_id not in {each.document for each in papers if each.paper not in seen.sealed}:
        raise Http404
    stream = stream_of(found.kind, row.pk)
    kept = hand_out(document_id, acting(request, ""), subject=stream, home=row.home)
    answer = FileResponse(open_document(kept))
    given = safe_headers(name=kept.name, media_type=kept.media_type, size=kept.size)
    for name, value in given.items():
        answer[name] = value
    return answer


def crumbs(register: Register, *names: str) -> list[Crumb]:
    """Return the way back from a page of a register."""
    return [
        Crumb(gettext("Registers"), reverse("registers:front")),
        Crumb(str(register.title), reverse("registers:entries", args=[register.kind])),
        *(Crumb(name) for name in names),
    ]


def acting(request: HttpRequest, key: str, organ: int | None = None) -> Act:
    """Return the act of the reader; a repeated key is the same act."""
    acting_for = f"organ/{organ}" if organ else ""
    return act_of(signed_in(request), key=key[:60] or uuid4().hex, organ=acting_for)


def posted_day(request: HttpRequest, name: str) -> date | None:
    """Return a day that was posted, `None` where there is none."""
    said = request.POST.get(name, "").strip()
    try:
        return day_in(said) if said else None
    except ValueError as error:
        raise Refusal(
            "register.cell_no_day",
            "“{text}” is no day that exists. Write it like 2026-03-02.",
            field=name,
            text=said[:40],
        ) from error


def version_of(request: HttpRequest) -> int:
    """Return the version that the page showed; 0, which no entry has, for what is no number."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _done(request: HttpRequest, register: Register, row: Entry) -> None:
    by, version = acting(request, request.POST.get("key", "")), version_of(request)
    reason, call = request.POST.get("reason", ""), (register.kind, row.pk)
    match request.POST.get("do", ""):
        case "close":
            on = posted_day(request, "on") or today()
            actions.close(*call, by, version=version, on=on, reason=reason)
        case "reopen":
            actions.reopen(*call, by, version=version, reason=reason)
        case "undo":
            after = actions.undo(*call, by, version=version, back_to=version - 1, reason=reason)
            if after.struck:
                raise Struck
        case "unfile":
            said = request.POST.get("document", "")
            document = int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0
            actions.unfile(*call, by, version=version, document=document, reason=reason)
        case "label" if not row.confidential:
            actions.label(*call)
        case _:
            raise Refusal("register.no_such_verb", "There is no such step. Use one of the buttons.")


def _facts(register: Register, seen: Shown) -> Sequence[Fact]:
    names = names_of_organs(register)
    found = []
    for each in register.fields:
        value = seen.facts[each.name]
        words = exporting.told(each, value, names)
        if words and each.unit:
            words = f"{words} {each.unit}"
        if each.name in seen.masked and value is not None:
            words = exporting.MASK
        found.append(Fact(each.label, words, each.dated))
    return found


def _square_of(request: HttpRequest, register: Register, row: Entry) -> Square | None:
    """Return the square code of the entry's label; `None` where it has none, or is confidential and has no public page."""
    code = codes_of(register.kind, [row.pk]).get(row.pk)
    if code is None or row.confidential:
        return None
    rows = segno.make(public_address(request, code), error="m", micro=False).matrix
    return Square(size=len(rows), rows=tuple(bytes(row) for row in rows))
