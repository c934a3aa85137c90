"""The columns of the sheet of matters: what each is called in Chinese lists, and which fact of `Content` it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tongban.kernel.catalogue import vocabulary
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.exchange.cells import (
    CODE,
    LIMIT,
    LIMIT_TEXT,
    SPECIAL,
    YES_NO,
    Kind,
    choice,
    choices,
    whole,
    words,
)
from tongban.kernel.catalogue.labels import FIELDS
from tongban.kernel.identity.queries import Level

SHEET: Final = "事项"


@dataclass(frozen=True, slots=True)
class Column:
    """列: one column of the sheet of matters.

    `field` is the field of `Content` that it holds, empty for those that say which matter is meant; `part` is the
    key within that field, where the column holds a part of it.
    """

    key: str
    title: str
    kind: Kind
    field: str = ""
    part: str = ""
    synonyms: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return what the column is called on a page."""
        name = FIELDS.get(self.field)
        return self.title if name is None or self.part else str(name)


def _same(key: str, title: str, kind: Kind, *synonyms: str) -> Column:
    return Column(key, title, kind, key, synonyms=synonyms)


CODE_COLUMN: Final = Column(
    "item_code", "事项编码", CODE,
    synonyms=("实施编码", "实施清单编码", "业务办理项编码", "事项代码", "基本编码", "目录编码", "权力编码"),
)  # fmt: skip
ORGAN: Final = Column(
    "organ", "实施主体", words(60), "organ_id",
    synonyms=("部门", "部门名称", "实施机构", "办理部门", "实施部门", "责任部门", "department"),
)  # fmt: skip
AREA: Final = Column(
    "area_code", "行政区划代码", CODE, synonyms=("行政区划", "区划代码", "区划编码")
)
TOLD: Final = (
    Column("other_codes", "其他编码", words()),
    Column("state", "状态", words()),
)
"""What is told on the way out and not read on the way in."""

FACTS: Final = (
    _same("name", "事项名称", words(300), "名称", "办理项名称", "业务办理项名称", "权力名称"),
    _same("main_item", "主项名称", words(300), "主项", "事项主项名称"),
    _same("power_type", "事项类型", choice(vocabulary.PowerType), "权力类型", "行政权力类型", "task_type"),
    _same("level", "行使层级", choice(Level), "实施层级", "行使级别"),
    _same("body_nature", "实施主体性质", choice(vocabulary.BodyNature), "实施机构性质"),
    _same("entrusted", "受委托机关", words(200), "委托部门", "受委托部门"),
    _same("procedure", "办理程序", choice(vocabulary.Procedure)),
    _same("audience", "申请人类型", choice(vocabulary.Audience)),
    _same("serves", "服务对象", choices(vocabulary.ServiceObject)),
    _same("themes", "主题分类", choices(vocabulary.PersonTheme, vocabulary.BodyTheme), "主题"),
    _same("case_type", "办件类型", choice(vocabulary.CaseType)),
    _same("summary", "事项简介", words(), "简介", "事项描述", "办理内容"),
    _same("conditions", "受理条件", words(), "申请条件", "办理条件", "许可条件"),
    _same("scope", "适用范围", words(), "行使内容"),
    _same("quantity", "数量限制", words(), "有无数量限制"),
    _same("quota", "数量上限", whole(1, 999_999_999)),
    _same("statutory", "法定办结时限", LIMIT, "法定时限", "法定期限", "法定办理时限"),
    _same("promised", "承诺办结时限", LIMIT, "承诺时限", "承诺期限", "承诺办理时限"),
    _same("clock_starts", "时限起算", choice(vocabulary.ClockStart), "起算点"),
    _same("special", "特别程序", SPECIAL, "特殊环节"),
    _same("visits", "到办事现场次数", whole(0, 20), "跑动次数", "到现场次数"),
    _same("visits_reason", "必须现场办理原因", words(), "必须到现场原因说明"),
    _same("fee", "收费情况", words(), "是否收费"),
    _same("result_name", "审批结果名称", words(200), "结果名称", "办理结果"),
    _same("result_kind", "审批结果类型", words(40), "结果类型"),
    _same("result_sample", "审批结果样本", words(200), "结果样本"),
    _same("result_valid", "审批结果有效期", words(200), "结果有效期限"),
    Column("certificate_series", "证照编号字头", words(20), "certificate", "series"),
    Column("certificate_valid", "证照有效期", LIMIT_TEXT, "certificate", "valid"),
    _same("purposes", "申请类型", choices(vocabulary.Purpose)),
    _same("delivery", "送达方式", choices(vocabulary.Delivery), "结果领取方式"),
    _same("channels", "办理形式", choices(vocabulary.Channel)),
    _same("depth", "网上办理深度", choices(vocabulary.Depth), "网办深度"),
    _same("online", "是否网上申请", YES_NO, "是否网办", "是否可网办"),
    _same("online_url", "网上办理地址", words(300), "在线办理地址"),
    _same("reach", "通办范围", choice(vocabulary.Reach)),
    _same("conveniences", "便民措施", choices(vocabulary.Convenience)),
    _same("handling", "办理系统", choice(vocabulary.Handling)),
    _same("handling_system", "办理系统名称", words(200), "业务系统名称"),
    _same("window", "办理窗口", words(200), "窗口"),
    _same("place", "办理地点", words(), "办理地址", "办公地址"),
    _same("hours", "办理时间", words(), "办公时间", "工作时间"),
    _same("contacts", "咨询方式", words(), "咨询电话", "联系电话"),
    _same("complaints", "监督投诉方式", words(), "投诉电话", "监督电话", "监督方式"),
    Column("reconsideration", "行政复议机关", words(200), "remedies", "reconsideration", ("行政复议部门",)),
    Column("court", "行政诉讼法院", words(200), "remedies", "court", ("行政诉讼机关",)),
    _same("supervision", "事中事后监管", words(), "监管措施"),
    _same("rated", "是否可评价", YES_NO),
)  # fmt: skip
"""What a version says in one cell, in the order of the sheet."""

COLUMNS: Final = (CODE_COLUMN, ORGAN, AREA, *FACTS)
"""What can be read; `TOLD` is written beside them."""

UNITS: Final[Mapping[str, str]] = {
    "法定办结时限单位": "statutory",
    "法定时限单位": "statutory",
    "承诺办结时限单位": "promised",
    "承诺时限单位": "promised",
}
"""Columns of other systems that hold the unit of a limit."""

BY_KEY: Final = {column.key: column for column in COLUMNS}


def written(column: Column, content: Content) -> str:
    """Return the cell of a fact, in the language in force."""
    value = getattr(content, column.field)
    return column.kind.write((value or {}).get(column.part) if column.part else value)


def with_facts(content: Content, facts: Mapping[str, Any]) -> Content:
    """Return the content with the facts of these columns; a part that is `None` or empty is taken out of its field."""
    changed: dict[str, Any] = {}
    for column in FACTS:
        if column.key not in facts:
            continue
        if not column.part:
            changed[column.field] = facts[column.key]
            continue
        before = changed.get(column.field, getattr(content, column.field)) or {}
        parts = {**before, column.part: facts[column.key]}
        changed[column.field] = {key: value for key, value in parts.items() if value}
    if changed.get("certificate") == {}:
        changed["certificate"] = None
    return replace(content, **changed)


def cleared(column: Column) -> Any:  # noqa: ANN401 - the empty value of any column
    """Return what the field of a column holds where nobody has entered anything."""
    return None if column.part else getattr(_EMPTY, column.field)


_EMPTY: Final = Content(name="", power_type=0, organ_id=0, level=0)
Reader = Callable[[str], Any]
