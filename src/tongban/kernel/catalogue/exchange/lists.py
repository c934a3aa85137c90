"""The further sheets: legal bases, materials, steps, charges, questions and agencies, a row for each entry of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongban.kernel.catalogue import vocabulary
from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.kernel.catalogue.differing import facts_of
from tongban.kernel.catalogue.exchange.cells import LIMIT_TEXT, YES_NO, Kind, choice, whole, words


@dataclass(frozen=True, slots=True)
class Part:
    """项: one column of a list; one that is `needed` may not be empty."""

    key: str
    title: str
    kind: Kind
    label: Promise | str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class ListSheet:
    """清单表: a sheet with the entries of one field of `Content`."""

    field: str
    title: str
    parts: tuple[Part, ...]


LISTS: Final = (
    ListSheet("bases", "依据", (
        Part("law", "法律法规名称", words(200), _("Law"), needed=True),
        Part("number", "文号", words(100), _("Number of the document")),
        Part("article", "条款号", words(100), _("Article")),
        Part("text", "条款内容", words(), _("Text of the article")),
        Part("since", "施行日期", words(10), _("In force since")),
        Part("confidence", "核实状态", choice(vocabulary.Confidence), _("Confidence")),
    )),
    ListSheet("materials", "材料", (
        Part("key", "材料标识", words(60), _("Material key")),
        Part("name", "材料名称", words(200), _("Name"), needed=True),
        Part("kind", "材料类型", choice(vocabulary.MaterialKind), _("Kind")),
        Part("copies", "份数", whole(0, 99), _("Copies")),
        Part("necessity", "材料必要性", choice(vocabulary.Necessity), _("Necessity")),
        Part("source", "来源渠道", choice(vocabulary.MaterialSource), _("Source")),
        Part("form", "空白表格", words(200), _("Blank form")),
        Part("sample", "示例样表", words(200), _("Sample")),
        Part("standard", "受理标准", words(), _("Acceptance standard")),
        Part("shared", "是否共享获取", YES_NO, _("Obtained by data sharing")),
        Part("exempt", "是否免提交", YES_NO, _("Need not be submitted")),
    )),
    ListSheet("steps", "流程", (
        Part("name", "环节名称", words(60), _("Step"), needed=True),
        Part("role", "办理人", words(100), _("Handled by"), needed=True),
        Part("limit", "办理时限", LIMIT_TEXT, _("Limit")),
        Part("output", "办理结果", words(200), _("Outcome")),
    )),
    ListSheet("charges", "收费", (
        Part("name", "收费项目", words(100), _("Charge"), needed=True),
        Part("standard", "收费标准", words(300), _("Rate"), needed=True),
        Part("basis", "收费依据", words(300), _("Basis"), needed=True),
        Part("reducible", "是否允许减免", YES_NO, _("Can be reduced")),
        Part("reduction", "减免情形", words(300), _("When it is reduced")),
    )),
    ListSheet("questions", "常见问题", (
        Part("question", "问题", words(200), _("Question"), needed=True),
        Part("answer", "答复", words(1000), _("Answer"), needed=True),
    )),
    ListSheet("agencies", "中介服务", (
        Part("name", "服务名称", words(100), _("Service"), needed=True),
        Part("basis", "设定依据", words(300), _("Basis"), needed=True),
    )),
)  # fmt: skip
BY_FIELD: Final = {sheet.field: sheet for sheet in LISTS}
BY_TITLE: Final = {sheet.title: sheet for sheet in LISTS}
_ROWS: Final[Mapping[str, Any]] = {"bases": Article, "materials": Paper}


def rows(sheet: ListSheet, content: Content) -> list[list[str]]:
    """Return the cells of each entry of the list, in the language in force."""
    return [
        [_cell(part, facts_of(entry)) for part in sheet.parts]
        for entry in getattr(content, sheet.field)
    ]


def _cell(part: Part, facts: Mapping[str, Any]) -> str:
    """Return the cell of a fact; nothing where the entry does not say it."""
    return part.kind.write(facts[part.key]) if facts.get(part.key) not in (None, "") else ""


def entries(
    sheet: ListSheet, read: Sequence[Mapping[str, Any]], content: Content
) -> tuple[Any, ...]:
    """Return the entries with these facts; what a fact leaves open takes the value that an entry has by itself."""
    given = [dict(facts) for facts in read]
    if sheet.field == "materials":
        _name(given, content)
    made = _ROWS.get(sheet.field)
    return tuple(facts if made is None else made(**facts) for facts in given)


def _name(papers: list[dict[str, Any]], content: Content) -> None:
    """Give each paper without a key that of its namesake, or one of its own."""
    known = {paper.name: paper.key for paper in content.materials}
    used = {paper["key"] for paper in papers if paper.get("key")}
    number = 0
    for paper in papers:
        if paper.get("key"):
            continue
        key = known.get(paper["name"], "")
        while not key or key in used:
            number += 1
            key = f"m{number}"
        paper["key"] = key
        used.add(key)
