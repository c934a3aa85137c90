"""日志: the audit administrator reads it, entry by entry, and every reading is an entry itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from tongban.kernel.identity.actions.reading import note_reading
from tongban.kernel.identity.queries import names_of
from tongban.kernel.identity.queries.reach import organs_within
from tongban.kernel.ledger.queries import entries_read, entry_read, proof_of
from tongban.kernel.ledger.rules import instant
from tongban.kernel.sheets.writing import workbook
from tongban.portal.moments import today
from tongban.portal.staff.administration.entry import (
    AUDIT,
    admin_act,
    for_administrators,
    page,
    standing_of,
)
from tongban.portal.staff.administration.log_asking import readable_by, wanted_of
from tongban.portal.staff.administration.log_words import TYPES, disclosed, unnamed
from tongban.portal.staff.exchange.front import download

PER_PAGE = 50
MOST_COUNTED = 10_000
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """日志一行: one entry with the names of who acted and for which organ; who is of the public stays unnamed."""

    event: Any
    term: str
    who: str
    organ: str


@for_administrators(AUDIT)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """List the entries in reach that are asked for, the newest first."""
    standing = standing_of(request)
    paths = standing.paths[AUDIT]
    wanted = wanted_of(request.GET, paths)
    found = entries_read(readable_by(paths), wanted.asked)[:MOST_COUNTED]
    pages = Paginator(found, PER_PAGE)
    number = request.GET.get("page", "")
    shown = pages.get_page(int(number) if number.isdecimal() and len(number) < 9 else 1)
    rows = rows_of(list(shown.object_list))
    _note(request, "list", wanted.told, len(rows))
    context = {
        "standing": standing,
        "rows": rows,
        "number": shown.number,
        "total": pages.num_pages,
        "count": pages.count,
        "cut": pages.count == MOST_COUNTED,
        "wanted": wanted,
        "types": sorted(TYPES.items()),
        "organs": organs_within(paths),
        "today": today(),
        "query": request.GET.urlencode(),
        "most": MOST_ROWS,
    }
    return page(request, "log", context, tab="log")


@for_administrators(AUDIT)
@require_safe
def entry(request: HttpRequest, home: int, stream: str, n: int) -> HttpResponse:
    """Show one entry with its hash and what proves it."""
    standing = standing_of(request)
    event = entry_read(readable_by(standing.paths[AUDIT]), home, stream, n)
    if event is None:
        raise Http404
    _note(request, "entry", (f"{stream}#{n}",), 1)
    context = {
        "standing": standing,
        "row": rows_of([event])[0],
        "proof": proof_of(event),
        "at": instant(event.at),
        "data": disclosed(event.data),
    }
    return page(request, "entry", context, tab="log")


@for_administrators(AUDIT)
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the entries asked for as Excel, up to the limit; the last line says where they were cut off."""
    paths = standing_of(request).paths[AUDIT]
    wanted = wanted_of(request.GET, paths)
    events = list(entries_read(readable_by(paths), wanted.asked)[: MOST_ROWS + 1])
    rows = rows_of(events[:MOST_ROWS])
    _note(request, "sheet", wanted.told, len(rows))
    lines = [_cells(row) for row in rows]
    if len(events) > MOST_ROWS:
        words = gettext("Cut off after {n} entries: ask for fewer days.").format(n=MOST_ROWS)
        lines.append([words])
    content = workbook([(gettext("Log"), _header(), lines)])
    name = f"{gettext('Log')}-{wanted.first:%Y%m%d}-{wanted.until:%Y%m%d}.xlsx"
    return download(content, "xlsx", name)


def rows_of(events: Sequence[Any]) -> list[Row]:
    """Return entries as people read them, with the names in two statements."""
    names = names_of(_actors(events))
    hidden = unnamed(event.by for event in events)
    return [
        Row(
            event=event,
            term=TYPES.get(event.type, ""),
            who=_who(event.by, names, hidden),
            organ=names.get(event.organ, ""),
        )
        for event in events
    ]


def _actors(events: Iterable[Any]) -> set[str]:
    return {actor for event in events for actor in (event.by, event.organ)}


def _who(actor: str, names: Mapping[str, str], hidden: set[str]) -> str:
    if actor == "system":
        return gettext("The platform")
    if actor in hidden:
        return gettext("One of the public")
    return names.get(actor, actor)


def _header() -> list[str]:
    return [
        gettext("Recorded at"),
        gettext("Type"),
        gettext("Term"),
        gettext("Who"),
        gettext("Actor"),
        pgettext("administration", "Organ"),
        gettext("Stream"),
        gettext("Number"),
        gettext("Hash"),
    ]


def _cells(row: Row) -> list[str]:
    event = row.event
    return [
        instant(event.at),
        event.type,
        row.term,
        row.who,
        event.by,
        row.organ,
        event.stream,
        str(event.n),
        event.hash,
    ]


def _note(request: HttpRequest, what: str, filters: tuple[str, ...], count: int) -> None:
    """Log the reading."""
    act = admin_act(request, AUDIT)
    reader = standing_of(request).person
    note_reading(reader, act, what=what, filters=filters, entries=count)
