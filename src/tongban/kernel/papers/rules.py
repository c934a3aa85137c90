"""文书规则: kinds, states, and how a number is written."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from tongban.kernel import Refusal


class Kind(StrEnum):
    """文书种类: what a paper is; the keys stand in the procedures."""

    MATERIAL_RECEIPT = "material_receipt"
    ACCEPTANCE = "acceptance"
    SUPPLEMENT = "supplement"
    NON_ACCEPTANCE = "non_acceptance"
    NOT_NEEDED = "not_needed"
    SPECIAL_PROCEDURE = "special_procedure"
    EXTENSION = "extension"
    HEARING = "hearing"
    HEARING_NOTICE = "hearing_notice"
    GRANT = "grant"
    REFUSAL = "refusal"
    TERMINATION = "termination"
    PROOF_OF_SERVICE = "proof_of_service"
    PROCESS_SHEET = "process_sheet"
    RESULT = "result"
    RESULT_REFUSED = "result_refused"
    RETURNED = "returned"
    DEEMED_ACCEPTANCE = "deemed_acceptance"
    DEEMED_RENEWAL = "deemed_renewal"
    REVOCATION = "revocation"
    CANCELLATION = "cancellation"
    CORRECTION = "correction"


class State(StrEnum):
    """文书状态: whether a paper still holds."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class Stage(StrEnum):
    """模板状态: whether a template is being written, in use, or no longer in use."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


# The word of the kind in a number (文种代字).
WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.MATERIAL_RECEIPT: "收",
        Kind.ACCEPTANCE: "受",
        Kind.SUPPLEMENT: "补",
        Kind.NON_ACCEPTANCE: "不受",
        Kind.NOT_NEEDED: "不需",
        Kind.SPECIAL_PROCEDURE: "特",
        Kind.EXTENSION: "延",
        Kind.HEARING: "听告",
        Kind.HEARING_NOTICE: "听",
        Kind.GRANT: "准",
        Kind.REFUSAL: "不准",
        Kind.TERMINATION: "终",
        Kind.PROOF_OF_SERVICE: "达",
        Kind.PROCESS_SHEET: "流",
        Kind.RESULT: "结",
        Kind.RESULT_REFUSED: "不办",
        Kind.RETURNED: "退",
        Kind.DEEMED_ACCEPTANCE: "视受",
        Kind.DEEMED_RENEWAL: "视延",
        Kind.REVOCATION: "撤",
        Kind.CANCELLATION: "注",
        Kind.CORRECTION: "更",
    }
)
PATTERN = "{organ}{word}字〔{year}〕第{number}号"
LONGEST_PATTERN = 60
ONE_SERIES = "*"
_PLACE = re.compile(r"\{(organ|word|year|number)(?::([1-9]))?\}")
_CODE = re.compile(r"^[A-Z2-7]{16}$")
_READ_ALIKE = str.maketrans({"0": "O", "1": "I", "8": "B", "-": None, " ": None})


def kind_of(name: str) -> Kind:
    """Return the kind of that name; refuses an unknown one."""
    if name not in set(Kind):
        raise Refusal(
            "papers.unknown_kind",
            "There is no kind of paper called {kind}. Choose one that the procedures name.",
            kind=name,
        )
    return Kind(name)


def pattern_fault(pattern: str) -> Refusal | None:
    """Return why numbers cannot be written by `pattern`: year and number once each, nothing else in braces."""
    names = [match[1] for match in _PLACE.finditer(pattern)]
    widths = [match[1] for match in _PLACE.finditer(pattern) if match[2]]
    left = _PLACE.sub("", pattern)
    if (
        names.count("year") == names.count("number") == 1
        and max(names.count("organ"), names.count("word")) <= 1
        and set(widths) <= {"number"}
        and not re.search(r"[{}\x00-\x1f]", left)
        and len(pattern) <= LONGEST_PATTERN
    ):
        return None
    return Refusal(
        "papers.pattern_unclear",
        "Numbers cannot be written by {pattern}. Use {{year}} and {{number}} once each, "
        "{{organ}} and {{word}} once at most, and at most {most} signs; {{number:4}} fills up with zeros.",
        pattern=pattern,
        most=LONGEST_PATTERN,
    )


def series_of(pattern: str, word: str) -> str:
    """Return what is counted together: papers of one word, or all papers where the number does not show the word."""
    return word if "{word}" in pattern else ONE_SERIES


def number_text(pattern: str, *, organ: str, word: str, year: int, running: int) -> str:
    """Return a number as it is written: 广安区住建受字〔2026〕第12号."""
    values = {"organ": organ, "word": word, "year": str(year), "number": str(running)}
    return _PLACE.sub(lambda place: values[place[1]].zfill(int(place[2] or 1)), pattern)


def code_of(text: str) -> str:
    """Return a verification code as it is stored, however it was typed; empty for what cannot be one."""
    code = text.upper().translate(_READ_ALIKE)
    return code if _CODE.fullmatch(code) else ""


def long_day(day: date) -> str:
    """Return a day as papers write it: 2026年3月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def spaced(code: str) -> str:
    """Return a verification code as it is printed, in fours."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
