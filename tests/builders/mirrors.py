"""Matters that another system handles, and what that system reports, in one readable line."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

from builders.catalogue import a_matter, a_published_version
from tongban.kernel import Act
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.mirrors import actions
from tongban.kernel.mirrors.models import MirroredCase
from tongban.kernel.mirrors.rules import Report, State

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
SYSTEM = "四川省一体化政务服务平台"
TITLES = {
    "number": "办件编号",
    "item_code": "事项编码",
    "department": "部门",
    "applicant": "申请人",
    "document": "证件号码",
    "state": "办件状态",
    "outcome": "办理结果",
    "received_on": "收件日期",
    "accepted_on": "受理日期",
    "promised_on": "承诺办结日期",
    "decided_on": "决定日期",
    "reported_at": "报送时间",
    "steps": "办理进展",
}


def a_guide(**fields: Any) -> MatterVersion:
    """A matter that the province handles, in force from the first day, a guide only."""
    said = {
        "name": "《出生医学证明》首次签发",
        "handling": "provincial",
        "handling_system": SYSTEM,
        "online": False,
        "form": None,
        "flow": None,
    }
    return a_published_version(a_matter(), **{**said, **fields})


def the_platform(at: datetime = NOON) -> Act:
    """The platform itself, at that instant."""
    return Act(by="system", organ="", at=at, key=f"report/{at.isoformat()}")


def told(version: MatterVersion, **more: Any) -> Report:
    """What the province says of a case that it has accepted."""
    said: dict[str, Any] = {
        "system": SYSTEM,
        "number": "SC20260302000017",
        "matter": version.matter_id,
        "applicant": "张三丰",
        "state": State.ACCEPTED,
        "received_on": date(2026, 2, 24),
        "accepted_on": date(2026, 2, 25),
        "promised_on": date(2026, 3, 6),
        "reported_at": NOON,
    }
    return Report(**{**said, **more})


def a_mirror(version: MatterVersion | None = None, **more: Any) -> MirroredCase:
    """A case that the province has reported."""
    report = told(version or a_guide(), **more)
    act = the_platform(max(NOON, report.reported_at))
    return actions.report(report, act).mirror


def a_line(version: MatterVersion, **cells: str) -> dict[str, str]:
    """A row of the province's file."""
    code = version.matter.codes.get(scheme="item_code").value
    row = {
        "number": "SC20260302000017",
        "item_code": code,
        "applicant": "张三丰",
        "state": "已受理",
        "received_on": "2026-02-24",
        "accepted_on": "2026年2月25日",
        "promised_on": "2026/3/6",
        "reported_at": "2026-03-02 12:00",
    }
    return {**row, **cells}


def a_file(*lines: dict[str, str], above: str = "") -> bytes:
    """The rows as a CSV file with Chinese titles, below whatever stands above them."""
    text = io.StringIO()
    writer = csv.writer(text)
    if above:
        writer.writerow([above])
    writer.writerow(TITLES.values())
    writer.writerows([[line.get(field, "") for field in TITLES] for line in lines])
    return text.getvalue().encode()
