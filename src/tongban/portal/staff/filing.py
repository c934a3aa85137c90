"""案卷页: the file of a case, its pieces in order, to take along as one PDF or as a folder, and to close."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.archives.building import File, book, file_of, folder
from tongban.kernel.archives.closing import closed_with, closing_of, opened
from tongban.kernel.cases import actions
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import Story
from tongban.kernel.documents.counting import pdf_pages
from tongban.kernel.identity.queries import Person, Post
from tongban.kernel.parties.actions import unmasked
from tongban.kernel.parties.rules import Purpose
from tongban.portal.moments import now
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case
from tongban.portal.visitors import act_of, signed_in

PDF, ZIP = "application/pdf", "application/zip"


@dataclass(frozen=True, slots=True)
class Listed:
    """卷内一行: one piece with its order and how many pages it has."""

    order: int
    name: str
    number: str
    day: object
    pages: int


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, number: str) -> HttpResponse:
    """Show what the file holds; posting closes it for good."""
    person = signed_in(request)
    found = staff_case(person, number)
    story, _post = _opened(found, person)
    if request.method == "POST":
        return _closed(request, story)
    made, closed = file_of(story, fonts=_fonts()), closed_with(story)
    listed = [
        Listed(order, one.name, one.number, one.day, _pages(one.ending, one.content))
        for order, one in enumerate(made.pieces, start=1)
    ]
    context = {
        "case": found,
        "story": story,
        "pieces": listed,
        "digest": made.digest,
        "closed": closed.digest if closed else "",
        "may_close": story.procedure.allows("archive", found.state),
        "out": [one for one in story.state.originals.values() if one.holder != "party"],
        "key": uuid4().hex,
    }
    return render(request, "portal/staff/file.html", context)


@for_staff
@require_safe
def book_of(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the file as one PDF; the log says who took it."""
    made = _taken(request, number)
    return _download(book(made), PDF, f"案卷-{number}.pdf")


@for_staff
@require_safe
def folder_of(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the file as a folder with an index; the log says who took it."""
    made = _taken(request, number)
    return _download(folder(made), ZIP, f"案卷-{number}.zip")


def _opened(found: Case, person: Person) -> tuple[Story, Post]:
    """Return the story and the post to who may see the file; to others there is no such page."""
    try:
        return opened(found, person, at=now())
    except Refusal:
        raise Http404 from None


def _taken(request: HttpRequest, number: str) -> File:
    person = signed_in(request)
    found = staff_case(person, number)
    story, post = _opened(found, person)
    act = act_of(person, key=uuid4().hex, organ=f"organ/{post.organ_id}")
    unmasked(found.party, act, purpose=Purpose.ARCHIVING.value, about=f"case/{found.number}")
    return file_of(story, fonts=_fonts())


def _closed(request: HttpRequest, story: Story) -> HttpResponse:
    number = story.case.number
    act: Act = act_of(signed_in(request), key=request.POST.get("key", "")[:100] or uuid4().hex)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else 0
    try:
        made = closing_of(story, fonts=_fonts())
        actions.archive(number, act, version=version, digest=made.digest, papers=made.papers)
        messages.success(request, gettext("The file is closed."))
    except Refusal as refusal:
        if refusal.code == "case.not_found":
            raise Http404 from None
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(reverse("staff:file", args=[number]))


def _fonts() -> Path:
    return Path(settings.TONGBAN_TYPE)


def _pages(ending: str, content: bytes) -> int:
    return pdf_pages(content) if ending == "pdf" else 1


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
