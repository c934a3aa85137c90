"""登记册: entries of registers, read as of a day and written with a reason."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

from ninja import Query, Router, Schema, Status
from pydantic import Field

from tongban.api.cursors import LARGEST, SMALLEST, USUAL, link_to, place_in
from tongban.api.keys import Asking, act_of
from tongban.api.moments import today
from tongban.api.operations import READS_BODY, operation
from tongban.api.problems import Faulty, not_found, spoken
from tongban.api.queries import Client
from tongban.api.rules import Scope
from tongban.api.shapes.kinds import Day, Id, OrganOut, RepeatHeader
from tongban.api.shapes.registers import (
    AmendIn,
    ChangeOut,
    EntryIn,
    EntryOut,
    EntryPage,
    HistoryOut,
    Kind,
)
from tongban.kernel import Refusal
from tongban.kernel.registers import actions
from tongban.kernel.registers.actions import Written
from tongban.kernel.registers.declaring import Register
from tongban.kernel.registers.queries import (
    Entry,
    Kept,
    Shown,
    Wanted,
    entries_visible_to,
    entry_visible_to,
    registers_of,
    shown,
)
from tongban.kernel.registers.queries.history import Passed, history
from tongban.kernel.registers.rules import plain, taken

NAME = "entries"
TAG = "Registers 登记册"
router = Router()


class EntryQuery(Schema):
    """检索条件: words, the day as of which entries are read, and which of them."""

    q: str = Field("", max_length=60, description="Words in the key or in a text.")
    on: Day | None = Field(None, description="As of this day; today where it is left out.")
    kept: Kept = Kept.OPEN
    limit: int = Field(USUAL, ge=SMALLEST, le=LARGEST)
    cursor: str = Field("", max_length=400)


class DayQuery(Schema):
    """所示日期: the day as of which an entry is read."""

    on: Day | None = Field(None, description="As of this day; today where it is left out.")


@router.get(
    "/{kind}/entries",
    **operation(Scope.REGISTERS_READ, {200: EntryPage}, 404, tag=TAG),
)
def list_entries(request: Asking, kind: Kind, asked: Annotated[EntryQuery, Query()]) -> EntryPage:
    """检索登记项: list the entries that the client may see, as of a day."""
    found = _register(request.auth, kind)
    filters = {"q": asked.q, "on": asked.on.isoformat() if asked.on else "", "kept": asked.kept}
    (after,) = place_in(asked.cursor, name=NAME, filters=filters) if asked.cursor else [0]
    wanted = Wanted(as_of=asked.on, search=asked.q.replace("\0", "").strip(), kept=asked.kept)
    rows = entries_visible_to(request.auth.person, found.kind, on=today(), wanted=wanted)
    page = list(rows.filter(pk__gt=after).order_by("pk")[: asked.limit + 1])
    place = [page[asked.limit - 1].pk] if len(page) > asked.limit else None
    link = link_to(request, place, name=NAME, filters=filters, limit=asked.limit)
    kept = page[: asked.limit]
    return EntryPage(next=link, items=_shown(request.auth, found, kept, asked.on or today()))


@router.get(
    "/{kind}/entries/{entry_id}",
    **operation(Scope.REGISTERS_READ, {200: EntryOut}, 404, tag=TAG),
)
def get_entry(
    request: Asking, kind: Kind, entry_id: Id, asked: Annotated[DayQuery, Query()]
) -> EntryOut:
    """查看登记项: read an entry as of a day."""
    found = _register(request.auth, kind)
    row = _entry(request.auth, found, entry_id)
    return _shown(request.auth, found, [row], asked.on or today())[0]


@router.get(
    "/{kind}/entries/{entry_id}/history",
    **operation(Scope.REGISTERS_READ, {200: HistoryOut}, 404, tag=TAG),
)
def get_entry_history(request: Asking, kind: Kind, entry_id: Id) -> HistoryOut:
    """查看变更历史: read what happened to an entry, when, by whom and why."""
    found = _register(request.auth, kind)
    row = _entry(request.auth, found, entry_id)
    (seen,) = shown(request.auth.person, found.kind, [row], on=today())
    passed = history(found.kind, row.pk, home=row.home)
    return HistoryOut(items=[_change(each, seen) for each in passed])


@router.post(
    "/{kind}/entries",
    **operation(Scope.REGISTERS_WRITE, {201: EntryOut}, 404, 409, *READS_BODY, tag=TAG),
)
def enter_entry(
    request: Asking, kind: Kind, body: EntryIn, repeat: RepeatHeader
) -> Status[EntryOut]:
    """登记: enter a new entry; sent again with its key it gets the first answer."""
    found = _register(request.auth, kind)
    try:
        written = Written(
            on=body.on,
            reason=body.reason,
            values=taken(found, body.values),
            organ=body.organ_id,
            confidential=body.confidential,
        )
        act = act_of(request.auth, key=repeat, organ=f"organ/{body.organ_id}")
        row = actions.enter(found.kind, act, written)
    except Refusal as refusal:
        raise _named(found, refusal) from None
    return Status(201, _shown(request.auth, found, [_again(request.auth, found, row)], today())[0])


@router.post(
    "/{kind}/entries/{entry_id}/amend",
    **operation(Scope.REGISTERS_WRITE, {200: EntryOut}, 404, 409, 412, *READS_BODY, tag=TAG),
)
def amend_entry(
    request: Asking, kind: Kind, entry_id: Id, body: AmendIn, repeat: RepeatHeader
) -> EntryOut:
    """变更登记: change values from a day on; refused where the entry is no longer at the version that was read."""
    found = _register(request.auth, kind)
    row = _entry(request.auth, found, entry_id)
    try:
        written = Written(
            on=body.on,
            reason=body.reason,
            values=taken(found, body.values),
            organ=body.organ_id,
            confidential=body.confidential,
        )
        act = act_of(request.auth, key=repeat, organ=f"organ/{row.organ_id}")
        row = actions.amend(found.kind, row.pk, act, version=body.version, written=written)
    except Refusal as refusal:
        raise _named(found, refusal) from None
    return _shown(request.auth, found, [_again(request.auth, found, row)], today())[0]


def _register(client: Client, kind: str) -> Register:
    """Return the register if the client may read anything of it; else it does not exist."""
    seen = registers_of(client.person, on=today())
    found = next((each for each in seen if each.kind == kind), None)
    if found is None:
        raise not_found()
    return found


def _entry(client: Client, register: Register, entry_id: int) -> Entry:
    row = entry_visible_to(client.person, register.kind, entry_id, on=today())
    if row is None:
        raise not_found()
    return row


def _again(client: Client, register: Register, row: Entry) -> Entry:
    """Return what was written as it is read; one that went over to another organ may be out of sight."""
    return entry_visible_to(client.person, register.kind, row.pk, on=today()) or row


def _shown(client: Client, register: Register, rows: list[Entry], on: date) -> list[EntryOut]:
    seen = shown(client.person, register.kind, rows, on=today(), as_of=on)
    return [
        EntryOut(
            kind=register.kind,
            entry_id=each.entry.pk,
            key=each.entry.key,
            organ=OrganOut(id=each.entry.organ_id, name=each.entry.organ.name),
            version=each.entry.version,
            confidential=each.entry.confidential,
            opened_on=each.entry.opened_on,
            closed_on=each.entry.closed_on,
            on=on,
            values={
                name: plain(value) for name, value in each.facts.items() if name not in each.masked
            },
            masked=sorted(each.masked),
        )
        for each in seen
    ]


def _change(passed: Passed, seen: Shown) -> ChangeOut:
    data = asdict(passed.event)
    values = {**data.get("values", {}), **data.get("dated", {}), **passed.personal}
    return ChangeOut(
        version=passed.n,
        type=passed.event.type,
        at=passed.at,
        by=passed.by,
        on=data.get("on"),
        reason=passed.reason,
        values={name: value for name, value in values.items() if name not in seen.masked},
        masked=sorted(seen.masked & values.keys()),
    )


def _named(register: Register, refusal: Refusal) -> Refusal:
    """Return the refusal with the field that it is about."""
    name = str(refusal.facts.get("field", ""))
    place = f"values.{name}" if name in register.names else {"organ": "organ_id"}.get(name, name)
    return Faulty(refusal, [(f"body.{place}", spoken(refusal))]) if name else refusal
