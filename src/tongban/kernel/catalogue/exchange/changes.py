"""Tells what changes in a matter, field by field, in words for a reader. Pure but for its words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.differing import IDENTITY, diff, facts_of
from tongban.kernel.catalogue.exchange import fields, lists
from tongban.kernel.catalogue.exchange.fields import BY_KEY
from tongban.kernel.catalogue.exchange.ground import Ground
from tongban.kernel.catalogue.labels import FIELDS
from tongban.kernel.identity.labels import DUTIES

_HIDDEN: Final = ("dossier_digest",)


@dataclass(frozen=True, slots=True)
class Change:
    """字段变更: a field, what it said and what it will say; `old` is empty where nothing was entered."""

    field: str
    label: str
    old: str
    new: str


def changes(before: Content | None, after: Content, ground: Ground) -> tuple[Change, ...]:
    """Return what changes; for a matter that is new, everything that is entered."""
    start = before or Content(name="", power_type=0, organ_id=0, level=0)
    return tuple(
        Change(each.field, label(each.field), shown(each.field, each.old, ground), shown(each.field, each.new, ground))
        for each in diff(start, after)
        if each.field not in _HIDDEN
    )  # fmt: skip


def label(field: str) -> str:
    """Return what a field is called."""
    if field == "unverified":
        return _("Values to be checked")
    return str(FIELDS.get(field, field))


def shown(field: str, value: Any, ground: Ground) -> str:  # noqa: ANN401 - any field
    """Return a value in words, in the language in force."""
    if value in (None, "", (), {}, 0) and field not in ("visits", "online", "rated"):
        return ""
    if field == "organ_id":
        place = ground.places.get(value)
        return place.name if place else ""
    if field in lists.BY_FIELD:
        sheet = lists.BY_FIELD[field]
        return "\n".join(entry_words(sheet, facts_of(entry)) for entry in value)
    if field in BY_KEY and BY_KEY[field].field == field:
        return BY_KEY[field].kind.write(value)
    if field == "performers":
        return "\n".join(_performer(key, one, ground) for key, one in value.items())
    return _document(field, value)


def entry_words(sheet: lists.ListSheet, facts: Mapping[str, Any]) -> str:
    """Return an entry of a list in one line: what tells it apart, and what it is called."""
    keys = dict.fromkeys(
        (*IDENTITY[sheet.field], sheet.parts[1].key if sheet.field == "materials" else "")
    )
    told = [str(facts.get(key) or "") for key in keys if key and key != "key"]
    return " ".join(words for words in told if words)


def _performer(key: str, bound: Mapping[str, Any], ground: Ground) -> str:
    """Return who performs a step: its key in the flow, the organ and the duty."""
    place = ground.places.get(bound["organ"])
    organ = place.short_name if place else "–"
    return f"{key}：{organ} · {dict(DUTIES).get(bound['duty'], bound['duty'])}"


def _drawn(text: str) -> str:
    """Return the first characters of a digest, which tell two documents apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _document(field: str, value: Any) -> str:  # noqa: ANN401 - any field
    if field == "form":
        sections = value.get("properties", {}).values()
        questions = sum(len(section.get("properties", {})) for section in sections)
        told = _("{n} questions, digest {digest}")
        return told.format(n=questions, digest=_drawn(json.dumps(value, ensure_ascii=False)))
    if field == "flow":
        return _("flow picture, digest {digest}").format(digest=_drawn(value))
    if isinstance(value, Mapping) and field in ("certificate", "remedies"):
        parts = [each for each in fields.FACTS if each.field == field and value.get(each.part)]
        return "；".join(f"{each.title}：{each.kind.write(value[each.part])}" for each in parts)
    if isinstance(value, tuple | list):
        return "、".join(str(FIELDS.get(str(each), each)) for each in value)
    return json.dumps(value, ensure_ascii=False)
