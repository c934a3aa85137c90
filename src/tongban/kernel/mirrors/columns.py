"""Which column of a file holds what of a report, and how its cells are read. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Final

from tongban.kernel import Refusal
from tongban.kernel.catalogue import sheets
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.mirrors.rules import Outcome, State, Step
from tongban.kernel.sheets.reading import is_rounded

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "number": ("办件编号", "办件编码", "申请编号", "业务流水号", "流水号"),
        "item_code": sheets.HEADERS["item_code"],
        "department": sheets.HEADERS["department"],
        "applicant": ("申请人", "申请人名称", "申请人姓名", "申请单位"),
        "document": ("证件号码", "申请人证件号码", "身份证号", "公民身份号码", "统一社会信用代码"),
        "state": ("办件状态", "状态", "当前状态"),
        "outcome": ("办理结果", "办结结果", "结果"),
        "received_on": ("收件日期", "收件时间", "申请日期", "申请时间"),
        "accepted_on": ("受理日期", "受理时间"),
        "promised_on": ("承诺办结日期", "承诺办结时间", "承诺日期"),
        "decided_on": ("决定日期", "决定时间", "办结日期", "办结时间"),
        "reported_at": ("报送时间", "数据时间", "更新时间"),
        "steps": ("办理进展", "进展", "办理过程"),
    }
)
NEEDED: Final = ("number", "item_code", "applicant", "state", "received_on", "reported_at")
STATES: Final[Mapping[str, State]] = MappingProxyType(
    {
        **{str(state): state for state in State},
        **dict.fromkeys(("已收件", "收件", "已申请", "待受理"), State.RECEIVED),
        **dict.fromkeys(("已受理", "受理", "在办", "办理中", "审批中"), State.ACCEPTED),
        **dict.fromkeys(("待补正", "补正", "补齐补正"), State.SUPPLEMENTING),
        **dict.fromkeys(("计时暂停", "暂停", "中止", "特别程序", "挂起"), State.PAUSED),
        **dict.fromkeys(("已决定", "已作出决定", "待送达"), State.DECIDED),
        **dict.fromkeys(("已办结", "办结", "已送达"), State.CLOSED),
        **dict.fromkeys(("终止办理", "终止", "已终止", "撤回", "退件"), State.TERMINATED),
    }
)
OUTCOMES: Final[Mapping[str, Outcome]] = MappingProxyType(
    {
        **{str(outcome): outcome for outcome in Outcome},
        **dict.fromkeys(("准予许可", "予以批准", "批准", "同意", "通过", "准予"), Outcome.GRANTED),
        **dict.fromkeys(
            ("不予许可", "不予批准", "不批准", "不同意", "不通过", "不予"), Outcome.REFUSED
        ),
        **dict.fromkeys(("已答复", "答复"), Outcome.ANSWERED),
    }
)
_DAY = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
_TIME = r"([0-9]{1,2})[:：]([0-9]{2})(?:[:：]([0-9]{2})(?:\.[0-9]+)?)?"
_WHEN = re.compile(rf"{_DAY}(?:[T\s]+{_TIME})?")
_STEP = re.compile(rf"({_DAY}(?:[T\s]+{_TIME})?)[\s:：,，]*(.*)", re.DOTALL)


def located(titles: tuple[str, ...]) -> dict[str, int]:
    """Return the column of each field that the header names, the first of several."""
    known = {title: field for field, others in COLUMNS.items() for title in (field, *others)}
    fields: dict[str, int] = {}
    for place, title in enumerate(titles):
        bare = re.sub(r"[\s*＊]", "", title)
        field = known.get(bare) or known.get(bare.lower())
        if field is not None:
            fields.setdefault(field, place)
    return fields


def needed(cells: Mapping[str, str], field: str) -> str:
    """Return the words of a cell that must say something and must not have been rounded by Excel."""
    text = cells.get(field, "")
    if not text:
        raise Refusal(
            "mirror.cell_empty",
            "The cell is empty. Fill it in from the system.",
            field=field,
        )
    return unrounded(text, field)


def unrounded(text: str, field: str) -> str:
    """Return a code as it stands; refuse one that Excel kept as a number and rounded."""
    if is_rounded(text):
        raise Refusal(
            "mirror.cell_rounded",
            "Excel took {text} for a number and lost its last digits. Format the column as text, and paste the codes again.",
            field=field,
            text=text,
        )
    return text


def read_day(text: str, field: str) -> date | None:
    """Return the day of a cell, whatever time stands behind it; `None` where it is empty."""
    return read_when(text, field).date() if text else None


def read_when(text: str, field: str) -> datetime:
    """Return the instant of a cell in the time of Shanghai; a day alone is its first moment."""
    found = _WHEN.fullmatch(text.strip())
    try:
        if found is not None:
            return _instant(*found.groups())
    except ValueError:
        pass
    raise Refusal(
        "mirror.cell_no_day",
        "“{text}” is no day that exists. Write it like 2026-03-02, with a time like 2026-03-02 09:30.",
        field=field,
        text=text[:40],
    )


def read_state(text: str) -> State:
    """Return the state that a cell names."""
    if text in STATES:
        return STATES[text]
    raise Refusal(
        "mirror.cell_no_state",
        "“{text}” is no state that is known. Write one of those in docs/how-to/mirror-cases.md.",
        field="state",
        text=text[:40],
    )


def read_outcome(text: str) -> Outcome | None:
    """Return the outcome that a cell names; `None` where it is empty."""
    if text and text not in OUTCOMES:
        raise Refusal(
            "mirror.cell_no_outcome",
            "“{text}” is no outcome that is known. Write one of those in docs/how-to/mirror-cases.md.",
            field="outcome",
            text=text[:40],
        )
    return OUTCOMES.get(text)


def read_steps(text: str) -> tuple[Step, ...]:
    """Return the steps of a cell, one a line or parted by semicolons: a day, perhaps a time, and what happened."""
    parts = [part.strip() for part in re.split(r"[\n；;]", text)]
    return tuple(_step(part) for part in parts if part)


def _step(text: str) -> Step:
    found = _STEP.fullmatch(text)
    if found is None:
        raise Refusal(
            "mirror.step_without_day",
            "A step begins with its day, such as 2026-03-02 09:30 已受理. Write one a line.",
            field="steps",
        )
    return Step(read_when(found[1], "steps"), found[8].strip())


def _instant(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None
) -> datetime:
    on = date(int(year), int(month), int(day))
    return datetime.combine(on, time(int(hour or 0), int(minute or 0), int(second or 0)), SHANGHAI)
