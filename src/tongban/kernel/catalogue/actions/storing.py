"""Turns contents into rows and rows into contents."""

from typing import Any

from tongban.kernel.catalogue import words
from tongban.kernel.catalogue.completeness import completeness
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
    "certificate",
    "body_nature",
    "entrusted",
    "scope",
    "quantity",
    "quota",
    "result_sample",
    "result_valid",
    "online_url",
    "reach",
    "handling",
    "handling_system",
    "window",
    "contacts",
    "complaints",
    "place",
    "hours",
    "remedies",
    "supervision",
    "rated",
    "form",
    "flow",
    "performers",
    "handlers",
    "dossier_digest",
)
_LISTS = (
    "purposes",
    "special",
    "delivery",
    "serves",
    "themes",
    "steps",
    "charges",
    "channels",
    "depth",
    "conveniences",
    "questions",
    "agencies",
    "unverified",
)
_ARTICLE = ("law", "article", "text", "confidence", "number", "since")
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
        **{name: list(getattr(content, name)) for name in _LISTS},
        **indexed(found),
        **measured(content),
    }


def measured(content: Content) -> dict[str, Any]:
    """Return the columns that say how complete a content is."""
    found = completeness(content)
    return {"completeness": found.score, "lacking": found.lacking}


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
    lists: dict[str, Any] = {name: tuple(getattr(version, name)) for name in _LISTS}
    return Content(
        **{name: getattr(version, name) for name in _SAME},
        **lists,
        statutory=_read(version.statutory_amount, version.statutory_unit),
        promised=_read(version.promised_amount, version.promised_unit),
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
