"""Reads the public lists of a county on a day, and whether a published one is still what was sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.kernel.catalogue.lists import ListKind, Row, Selection, select
from tongban.kernel.catalogue.queries import (
    Basis,
    MatterCode,
    MatterVersion,
    PublishedList,
    versions_in_force,
)
from tongban.kernel.identity.queries import may_use, organ_by_id
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger import rules as ledger
from tongban.kernel.ledger.events import Head, Record
from tongban.kernel.ledger.queries import events_of

_SAME = (
    "name",
    "power_type",
    "level",
    "organ_id",
    "main_item",
    "case_type",
    "online",
    "visits",
    "visits_reason",
    "audience",
)
_LISTS = ("channels", "depth", "themes", "conveniences")
_LIMITS = ("promised_amount", "promised_unit", "statutory_amount", "statutory_unit")
# Of several codes the one that lists of implementing organs are delivered with stands first.
_FIRST_SCHEME = "item_code"


@dataclass(frozen=True, slots=True)
class Seal:
    """清单封存: whether a published list is what was sealed, and the event of the log that says so."""

    rows_hold: bool
    log_holds: bool
    record: Record | None

    @property
    def holds(self) -> bool:
        """Say whether rows, digest and log agree."""
        return self.rows_hold and self.log_holds


def rows_in_force(home: int, *, on: date) -> list[Row]:
    """Return what lists say of every matter of the county in force on that day, in three queries."""
    versions = versions_in_force(on).filter(matter__home=home)
    columns = versions.select_related("organ", "matter").prefetch_related("bases", "matter__codes")
    wanted = ("matter__home", "organ__short_name", "fee", "charges", *_SAME, *_LISTS, *_LIMITS)
    return [_row(version) for version in columns.only(*wanted)]


def public_list(kind: ListKind, home: int, *, on: date) -> Selection:
    """Return the list of that kind as it was, is or will be on that day, as far as it is published."""
    return select(kind, rows_in_force(home, on=on))


def seal_of(published: PublishedList) -> Seal:
    """Compute the digest of the stored list anew, and compare it with the one in the log, whose hash is checked too."""
    records = events_of(published.home, published.stream)
    record = records[0] if len(records) == 1 else None
    logged = (
        record is not None
        and ledger.fault(Head(), record) is None
        and record.data.get("digest") == published.digest
    )
    return Seal(published.recomputed() == published.digest, logged, record)


def _row(version: MatterVersion) -> Row:
    lists: dict[str, Any] = {name: tuple(getattr(version, name)) for name in _LISTS}
    return Row(
        matter=version.matter_id,
        organ=version.organ.short_name,
        code=_code(version.matter.codes.all()),
        basis=_basis(version.bases.all()),
        promised=version.promised,
        statutory=version.statutory,
        fee=version.fee
        or "；".join(f"{one['name']}：{one['standard']}" for one in version.charges),
        **{name: getattr(version, name) for name in _SAME},
        **lists,
    )


def _code(codes: Iterable[MatterCode]) -> str:
    known = sorted((code.scheme != _FIRST_SCHEME, code.scheme, code.value) for code in codes)
    return known[0][2] if known else ""


def _basis(bases: Iterable[Basis]) -> str:
    return "；".join(map(str, bases))


def may_publish(actor: str, found: Selection, *, on: date) -> bool:
    """Tell whether `actor` keeps the catalogue for every organ on the list, so that it may be published by them."""
    organs = sorted({row.organ_id for row in found.rows})
    return bool(organs) and all(
        may_use(actor, Power.KEEP_CATALOGUE, organ_by_id(organ), on=on) for organ in organs
    )
