"""What a visitor asks of a public list: its kind, its day, and what narrows it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from tongban.kernel.catalogue.list_labels import KINDS
from tongban.kernel.catalogue.lists import ListKind, Row
from tongban.portal.public.list_words import theme_name
from tongban.ui.pieces import Crumb, Fault

SIZE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """筛选项: a department or a theme on a list, with how many of its matters are there."""

    value: str
    name: str
    matters: int


@dataclass(frozen=True, slots=True)
class Asked:
    """查询条件: the day of a list and what narrows it."""

    day: date
    department: str = ""
    theme: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Say whether less than the whole list was asked for."""
        return bool(self.department or self.theme)

    @property
    def query(self) -> str:
        """Return it as the query of an address."""
        named = {"on": self.day.isoformat(), "department": self.department, "theme": self.theme}
        return urlencode({name: value for name, value in named.items() if value})

    def fits(self, row: Row) -> bool:
        """Say whether the row was asked for."""
        return (not self.department or str(row.organ_id) == self.department) and (
            not self.theme or self.theme in row.themes
        )


def kind_of(text: str) -> ListKind:
    """Return the kind of list of that address; another address does not exist."""
    if text not in set(ListKind):
        raise Http404
    return ListKind(text)


def asked_of(request: HttpRequest, *, today: date) -> Asked:
    """Return what was asked; a day that cannot be read is told of, and today is shown."""
    day, faults = day_of(request.GET.get("on", ""), "on", default=today)
    department, theme = (request.GET.get(name, "")[:40] for name in ("department", "theme"))
    return Asked(day, department, theme, tuple(faults))


def day_of(text: str, field: str, *, default: date) -> tuple[date, list[Fault]]:
    """Return the day that was typed, or the default; with what is wrong with it."""
    if not text:
        return default, []
    try:
        return date.fromisoformat(text), []
    except ValueError:
        return default, [Fault(field, gettext("This is not a date. Write it as 2026-11-25."))]


def departments(rows: Sequence[Row], asked: Asked) -> list[Choice]:
    """Return the departments on a list, with what is left of it beside the chosen theme when one is chosen."""
    wide = replace(asked, department="")
    counts = Counter(row.organ_id for row in rows if wide.fits(row))
    names = {row.organ_id: row.organ for row in rows}
    found = (Choice(str(organ), name, counts[organ]) for organ, name in sorted(names.items()))
    return [one for one in found if one.matters or one.value == asked.department]


def themes(rows: Sequence[Row], asked: Asked) -> list[Choice]:
    """Return the themes on a list in the same way; a matter counts under each of its themes."""
    wide = replace(asked, theme="")
    counts = Counter(theme for row in rows if wide.fits(row) for theme in row.themes)
    named = sorted({theme for row in rows for theme in row.themes})
    found = (Choice(theme, theme_name(theme), counts[theme]) for theme in named)
    return [one for one in found if one.matters or one.value == asked.theme]


def paged(request: HttpRequest, rows: Sequence[Any]) -> Page[Any]:
    """Return the page of rows that was asked for, the nearest where there is no such page."""
    return Paginator(rows, SIZE).get_page(request.GET.get("page"))


def crumbs(kind: ListKind | None = None, *, here: str = "") -> list[Crumb]:
    """Return the way back from a list, from a page of one list, or from all of them."""
    way = [Crumb(gettext("Home"), reverse("public:home"))]
    if kind is None:
        return [*way, Crumb(gettext("Public lists"))]
    name = str(KINDS[kind])
    way.append(Crumb(gettext("Public lists"), reverse("public:lists")))
    if not here:
        return [*way, Crumb(name)]
    return [*way, Crumb(name, reverse("public:list", args=[kind.value])), Crumb(here)]
