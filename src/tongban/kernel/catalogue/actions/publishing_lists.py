"""Publishing a public list: numbered, sealed, told in the log, and never changed afterwards."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import lists
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.events import ListPublished, entry
from tongban.kernel.catalogue.listing import public_list
from tongban.kernel.catalogue.lists import ListKind, Row, Selection
from tongban.kernel.catalogue.models import Matter, PublishedList
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import organ_by_id
from tongban.kernel.ledger.actions import append
from tongban.standards.codes import divisions


@transaction.atomic
def publish_list(kind: ListKind, act: Act, *, home: int, on: date) -> PublishedList:
    """公布清单: number and seal the list as it is on the day `on`, today or earlier, with its own seal in the log.

    Who publishes keeps the catalogue for every organ on the list. An unchanged list gets no new number.
    """
    _locked(home)
    found = public_list(kind, home, on=on)
    may_keep(act, *(organ_by_id(each) for each in sorted({row.organ_id for row in found.rows})))
    last = PublishedList.objects.filter(home=home, kind=kind).order_by("-day", "-number").first()
    for refusal in (_not_yet(act, on), _empty(found), _before(last, on), _same(last, found)):
        if refusal is not None:
            raise refusal
    published = _sealed(found, act, home=home, on=on)
    published.save()
    event = ListPublished(
        published.pk,
        published.kind,
        published.year,
        published.number,
        on.isoformat(),
        published.count,
        published.digest,
    )
    append([entry(event, act, stream=published.stream, home=home)])
    return published


def _locked(home: int) -> None:
    """Let two who publish in one county follow each other: numbers have no gaps and are used once."""
    Matter.objects.select_for_update().filter(home=home).order_by("pk").first()


def _sealed(found: Selection, act: Act, *, home: int, on: date) -> PublishedList:
    before = PublishedList.objects.filter(home=home, kind=found.kind, year=on.year).count()
    published = PublishedList(
        home=home,
        kind=found.kind.value,
        year=on.year,
        number=before + 1,
        day=on,
        title=lists.title(_county(home), found.kind, year=on.year, number=before + 1),
        count=len(found.rows),
        rows=[row.frozen() for row in found.rows],
        unknown=found.unknown,
        at=act.at,
        by=act.by,
    )
    published.digest = published.recomputed()
    return published


def _county(home: int) -> str:
    division = divisions.find(f"{home:06d}")
    return "" if division is None else division.name


def _not_yet(act: Act, on: date) -> Refusal | None:
    if on <= day_of(act):
        return None
    return Refusal(
        "catalogue.list_not_yet",
        "{day} is still to come, and what is in force then may change. Publish the list on that day.",
        day=on,
    )


def _empty(found: Selection) -> Refusal | None:
    if found.rows:
        return None
    return Refusal(
        "catalogue.list_empty",
        "No matter stands on this list. Enter the facts it is made of, publish the matters, then publish the list.",
    )


def _before(last: PublishedList | None, on: date) -> Refusal | None:
    if last is None or last.day <= on:
        return None
    return Refusal(
        "catalogue.list_out_of_order",
        "{title} is of {day} already. Choose that day or a later one.",
        title=last.title,
        day=last.day,
    )


def _same(last: PublishedList | None, found: Selection) -> Refusal | None:
    if last is None or _differs(last.entries, found.rows):
        return None
    return Refusal(
        "catalogue.list_unchanged",
        "Nothing has changed since {title}. It still holds; publish again when the list has changed.",
        title=last.title,
    )


def _differs(before: Iterable[Row], after: Iterable[Row]) -> bool:
    return bool(lists.difference(before, after))
