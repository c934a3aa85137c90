"""证件读取: what a reader of identity cards, or a scanned business licence, types into one field; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import unquote_plus

from tongban.kernel.parties.rules import PartyKind, normal_number
from tongban.standards.codes import credit_code, identity_number

CASE_DIGITS = range(21, 33)
"""办件编号 (SX-07) has more digits than any document's number."""
MARKS = re.compile(r"[|｜,，;；\t\r\n&?=]+|(?<=[^\d])[:：]+")
# Names do not have digits; those of bodies may have brackets, those of some peoples a dot in the middle.
NAME = re.compile(r"[\u3400-\u9fff·•（）()\u3007]{2,60}|[A-Za-z]+( [A-Za-z.'-]+)+")
PHONE = re.compile(r"\+?[0-9]{10,15}")
NAMED = frozenset({"姓名", "名称", "单位名称", "企业名称"})
LABELS = NAMED | {
    "公民身份号码", "身份证号码", "身份证号", "证件号码", "号码", "统一社会信用代码", "社会信用代码", "性别", "民族", "出生",
    "住址", "地址", "住所", "签发机关", "有效期", "有效期限", "法定代表人", "类型", "男", "女", "uniscid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """读出的内容: what one line says. `case` is an earlier case number, `name` with `phone` a way to find somebody."""

    kind: str = PartyKind.PERSON.value
    number: str = ""
    name: str = ""
    phone: str = ""
    case: str = ""

    @property
    def leads(self) -> bool:
        """Tell whether the line is enough to look for somebody."""
        return bool(self.number or self.case or (self.name and self.phone))


def read_line(text: str, *, on: date) -> Read:
    """Return what a line says: a card's fields in whatever order, a licence's QR text, plain digits, or name and telephone.

    A number counts only if its check digit is right. Birth and sex stand in the number and are not read.
    """
    words = _words(text)
    case = next((each for each in words if each.isdecimal() and len(each) in CASE_DIGITS), "")
    person = next((each for each in words if not identity_number.check(each, on=on)), "")
    body = "" if person else next((each for each in words if not credit_code.check(each)), "")
    kind = PartyKind.ENTERPRISE if body else PartyKind.PERSON
    others = [each for each in words if each not in (person, body, case)]
    phone = next((each for each in others if PHONE.fullmatch(each)), "")
    return Read(kind.value, person or body, _name(words), phone, case)


def _words(text: str) -> list[str]:
    """Return the parts of a line, codes in half width and capitals."""
    parts = [part for each in MARKS.split(unquote_plus(text)) for part in _parted(each.strip())]
    return [_normal(each) for each in parts if each]


def _parted(part: str) -> list[str]:
    """Part at blanks what is no Latin name; digits in groups, as people write a case number, belong together."""
    if re.fullmatch(r"[0-9Xx ]{10,50}", part):
        return [part.replace(" ", "")]
    return part.split() if re.search(r"[\d\u3400-\u9fff]", part) else [part]


def _normal(part: str) -> str:
    return normal_number(part) if re.search(r"\d", part) else part


def _name(words: Sequence[str]) -> str:
    """Return the part that follows a label for names, else the first that can be one."""
    for label, value in pairwise(words):
        if label in NAMED and NAME.fullmatch(value):
            return value
    return next((each for each in words if each not in LABELS and NAME.fullmatch(each)), "")
