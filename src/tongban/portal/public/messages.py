"""我的消息: what the visitor was told as an applicant, and each message opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.identity.queries import Person
from tongban.kernel.notices.actions import mark_read
from tongban.kernel.notices.queries import (
    Notice,
    notice_of,
    notices_of,
    notices_page,
    unread_of,
)
from tongban.kernel.notices.words import Told, told
from tongban.kernel.parties.queries import party_of
from tongban.portal.moments import now
from tongban.portal.visitors import behind_the_door, signed_in
from tongban.ui.pieces import Crumb

# Where a message leads, by what it is about.
LEADS: Mapping[str, str] = {
    "case": "public:own",
    "certificate": "public:certificate",
    "mirror": "public:mirror",
    "concern": "public:own_concern",
    "joint": "public:joint",
}


@dataclass(frozen=True, slots=True)
class News:
    """消息: one notice in words; `url` opens it, `about` is the name of the matter or certificate."""

    words: Told
    about: str
    number: str
    at: datetime
    unread: bool
    url: str


def news_of(person: Person, *, most: int) -> list[News]:
    """Return the latest notices left for the person as an applicant."""
    party = party_of(person)
    return [news(one) for one in notices_of(party.pk)[:most]] if party else []


def unread(person: Person) -> int:
    """Return how many messages the person has not opened."""
    party = party_of(person)
    return unread_of(party.pk) if party else 0


def news(notice: Notice) -> News:
    """Return a notice as lists show it, in the language in force."""
    kind, _slash, number = notice.subject.partition("/")
    return News(
        words=told(notice.kind, notice.facts),
        about=notice.title,
        number=number if kind == "case" else "",
        at=notice.at,
        unread=notice.read_at is None,
        url=reverse("public:message", args=[notice.stream, notice.n]),
    )


@behind_the_door
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Show a page of the messages, what was not opened yet first."""
    party = party_of(signed_in(request))
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    page = notices_page(party.pk, page=number) if party else None
    context = {
        "page": page,
        "rows": [news(one) for one in page.rows] if page else [],
        "unopened": unread_of(party.pk) if party else 0,
        "crumbs": _crumbs(),
    }
    return render(request, "portal/public/messages.html", context)


@behind_the_door
@require_safe
def message(request: HttpRequest, stream: str, n: int) -> HttpResponse:
    """Open one message, which notes that it was read; somebody else's does not exist."""
    party = party_of(signed_in(request))
    found = notice_of(party.pk, stream, n) if party and n < 2**63 else None
    if party is None or found is None:
        raise Http404
    mark_read(party.pk, stream, n, at=now())
    context = {
        "one": news(found),
        "lead": lead_of(found.subject),
        "crumbs": [*_crumbs(), Crumb(gettext("One message"))],
    }
    return render(request, "portal/public/message.html", context)


def lead_of(subject: str) -> str:
    """Return the address of the page that a message is about, empty where there is none."""
    kind, _slash, key = subject.partition("/")
    try:
        return reverse(LEADS[kind], args=[key])
    except (KeyError, NoReverseMatch):
        return ""


def _crumbs() -> list[Crumb]:
    return [
        Crumb(gettext("Home"), reverse("public:home")),
        Crumb(gettext("My messages"), reverse("public:messages")),
    ]
