"""Turns contents into rows and rows into contents."""

from typing import Any

from tongban.kernel.catalogue import words
from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.kernel.catalogue.models import Basis, Material, MatterVersion
from tongban.kernel.catalogue.rules import Limit

_SAME = (
    "name",
    "power_type",
    "organ_id",
    "level",
    "main_item",
    "online",
    "procedure",
    "audience",
    "case_type",
    "summary",
    "conditions",
    "clock_starts",
    "visits",
    "visits_reason",
    "fee",
    "result_name",
    "result_kind",
    "contacts",
    "place",
    "hours",
    "form",
    "flow",
    "performers",
    "dossier_digest",
)
_ARTICLE = ("law", "article", "text", "confidence")
_PAPER = (
    "key",
    "name",
    "kind",
    "copies",
    "necessity",
    "source",
    "form",
    "sample",
    "standard",
    "shared",
    "exempt",
)


def columns(content: Content, *, department: str) -> dict[str, Any]:
    """Return the columns of a version that says `content`, its search index included."""
    found = words.entry(content.name, content.main_item, department)
    return {
        **{name: getattr(content, name) for name in _SAME},
        **_limit("statutory", content.statutory),
        **_limit("promised", content.promised),
        "unverified": list(content.unverified),
        **indexed(found),
    }


def indexed(found: words.Entry) -> dict[str, str]:
    """Return the search columns of an index entry."""
    return {
        "search": found.vector,
        "plain": found.plain,
        "aliases": found.aliases,
        "pinyin": found.pinyin,
        "initials": found.initials,
        "sort_key": found.sort_key,
    }


def content_of(version: MatterVersion) -> Content:
    """Return what a stored version says."""
    return Content(
        **{name: getattr(version, name) for name in _SAME},
        statutory=_read(version.statutory_amount, version.statutory_unit),
        promised=_read(version.promised_amount, version.promised_unit),
        unverified=tuple(version.unverified),
        bases=tuple(
            Article(**{name: getattr(row, name) for name in _ARTICLE})
            for row in version.bases.all()
        ),
        materials=tuple(
            Paper(**{name: getattr(row, name) for name in _PAPER})
            for row in version.materials.all()
        ),
    )


def bases(version: MatterVersion, content: Content) -> list[Basis]:
    """Return the rows of the version's bases, not yet stored."""
    return [
        Basis(version=version, order=order, **{name: getattr(article, name) for name in _ARTICLE})
        for order, article in enumerate(content.bases, start=1)
    ]


def materials(version: MatterVersion, content: Content) -> list[Material]:
    """Return the rows of the version's materials, not yet stored."""
    return [
        Material(version=version, order=order, **{name: getattr(paper, name) for name in _PAPER})
        for order, paper in enumerate(content.materials, start=1)
    ]


def _limit(name: str, limit: Limit | None) -> dict[str, int | str | None]:
    return {
        f"{name}_amount": None if limit is None else limit.amount,
        f"{name}_unit": None if limit is None else limit.unit,
    }


def _read(amount: int | None, unit: str | None) -> Limit | None:
    return None if amount is None or unit is None else Limit(amount, unit)
