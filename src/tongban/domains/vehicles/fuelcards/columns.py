"""Which column of a statement holds which fact: a card company's 77 English columns, or a plain Chinese list."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from tongban.kernel import Refusal

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("交易流水号", "流水号", "交易号", "交易编号", "Transaction Id"),
    "item": ("明细序号", "Transaction Item Sequence Number"),
    "vehicle": ("车牌号", "车牌", "车牌号码", "号牌号码", "车号", "Vehicle ID"),
    "at": ("加油时间", "充电时间", "交易时间", "加油日期时间"),
    "day": ("加油日期", "充电日期", "交易日期", "日期", "Transaction Date"),
    "hour": ("时刻", "加油时刻", "交易时刻", "时间", "Transaction Time"),
    "posted": ("入账日期", "记账日期", "Posted Date"),
    "class": ("商品类别", "油品类别", "Product Class"),
    "product": ("油品", "油品名称", "商品名称", "品名", "Product Description"),
    "quantity": ("升数", "加油量", "加油升数", "数量", "油量", "充电量", "电量", "Units"),
    "unit": ("计量单位", "数量单位", "Unit of Measure"),
    "amount": ("金额", "交易金额", "实付金额", "加油金额", "Net Cost"),
    "odometer": ("里程", "里程数", "里程表读数", "当前里程", "Current Odometer"),
    "adjusted": ("核正里程", "更正里程", "Adjusted Odometer"),
    "distance": ("行驶里程", "本次行驶里程", "Distance Driven"),
    "tank": ("油箱容量", "油箱容积", "Tank Capacity"),
    "fuel": ("燃料种类", "车辆燃料", "能源种类", "Vehicle Fuel Type"),
    "full": ("是否加满", "加满"),
}
"""Each fact with the titles that it has in files, the first of them the one to use."""

NEEDED: Final = ("vehicle", "quantity", "amount")
MARKS_OF_TIME: Final = ("at", "day")

_BESIDE = re.compile(r"[（(][^）)]*[）)]|[\s*＊:：_]")
_LONGEST_TITLE = 200


def plain(title: str) -> str:
    """Return a title as titles are compared: without brackets, blanks and marks, in small letters."""
    return _BESIDE.sub("", title[:_LONGEST_TITLE]).lower()


_KNOWN: Final = {plain(title): fact for fact, titles in COLUMNS.items() for title in titles}


def located(header: Sequence[str]) -> dict[str, int]:
    """Return the column of each fact that a header has; of two columns for one fact the first."""
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        fact = _KNOWN.get(plain(title))
        if fact is not None:
            found.setdefault(fact, place)
    return found


def check(found: Mapping[str, int]) -> None:
    """Refuse a header that lacks a column without which no row can be booked."""
    missing = [fact for fact in NEEDED if fact not in found]
    if not any(fact in found for fact in MARKS_OF_TIME):
        missing.append("at")
    if missing:
        raise Refusal(
            "vehicles.fuel_columns_missing",
            "The file lacks the columns {missing}. Add them, or name them as in docs/reference/vehicles.md.",
            missing=", ".join(f"{COLUMNS[fact][0]} ({COLUMNS[fact][-1]})" for fact in missing),
        )
