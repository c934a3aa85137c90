"""What is wrong with a row of a file: where it stands, why, and how to mend it. Pure."""

from collections.abc import Sequence
from typing import Final

from tongban.kernel import Refusal
from tongban.kernel.catalogue.exchange import fields, lists
from tongban.kernel.catalogue.exchange.cells import Unreadable
from tongban.kernel.catalogue.items import Remark

_COLUMN: Final = {
    "catalogue.visits_without_reason": "必须现场办理原因",
    "catalogue.promise_too_long": "承诺办结时限",
    "catalogue.catch_all_material": "材料 · 材料名称",
    "catalogue.material_key_twice": "材料 · 材料标识",
    "catalogue.purposes_without_certificate": "申请类型",
    "catalogue.no_purpose": "申请类型",
    "catalogue.renewal_without_end": "证照有效期",
    "catalogue.no_delivery": "送达方式",
    "catalogue.special_twice": "特别程序",
}
"""Where a refusal is mended that a whole row meets, by its code."""


class Wrong(Exception):
    """A row that cannot be taken over, with everything that is wrong with it."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        """Keep the remarks."""
        super().__init__()
        self.remarks = tuple(remarks)


def refused(line: int, title: str, fault: Unreadable) -> Remark:
    """Return the remark on a cell that does not say what its column asks for."""
    return Remark(line, title, fault.code, fault.reason, fault.remedy, fault.facts)


def column_of(refusal: Refusal) -> str:
    """Return the title of the column in which a refusal is mended; nothing where no single one is to blame."""
    field = str(refusal.facts.get("field", ""))
    if field in lists.BY_FIELD:
        return lists.BY_FIELD[field].title
    if field in fields.BY_KEY:
        return fields.BY_KEY[field].title
    return _COLUMN.get(refusal.code, "")


def wrong(
    line: int, title: str, code: str, reason: str, remedy: str, /, **facts: int | str
) -> Wrong:
    """Return the refusal of a row for one reason."""
    return Wrong([Remark(line, title, code, reason, remedy, facts)])
