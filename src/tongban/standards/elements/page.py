"""The reference page of all data elements, made from the data: `python -m tongban.standards.elements.page`."""

import sys

from tongban.standards.elements.element import Element, Format, Mask
from tongban.standards.elements.shelf import elements
from tongban.standards.parameters import Confidence

_HEAD = """# Data elements 数据元

Made from `src/tongban/standards/elements/` by `python -m tongban.standards.elements.page`; a test compares.
A question of a form is bound to one by `x-element`: it takes title, kind, answers, unit, check and mask from it, and may
ask for less, never for something else; [forms](forms.md) tells how.

- **answer**: how it is written and what it may be. A code is one of those that `tongban codes check` knows.
- **personal**: personal data, with what a page leaves of it; a figure or choice that tells nothing of whose it is stays readable.
- **kept**: what an applicant states of itself is kept for its next form, a citizen's `person`, all others' `org`, with case
  and day. Everything else is asked anew: what changes, what belongs to others, and bank accounts (个人信息保护法 第六条、第二十八条).
  Name, number, and the birth date and sex that an identity number says, come from the register and go before what was stated.
- Confidence as in [legal numbers](parameters.md): **sure·v** read in a public copy; **sure** firmly known; **check** 未核实.

A project code's last digit is a check digit whose formula we have not read: it is not computed.
"""
_MANY = 12


def page() -> str:
    """Return the page in Markdown."""
    subjects = dict.fromkeys(one.subject for one in elements().values())
    return "\n".join([_HEAD, *(_subject(subject) for subject in subjects)])


def _subject(subject: str) -> str:
    rows = [_row(one) for one in elements().values() if one.subject == subject]
    head = (
        "| name | 名称 | in English | answer | personal | kept | source | confidence |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    return "\n".join([f"## {subject}\n", head, *rows, ""])


def _row(one: Element) -> str:
    sure = one.source.confidence
    cells = [
        f"`{one.name}`",
        one.title,
        one.english,
        _answer(one),
        _personal(one),
        "yes" if one.lasting else "",
        one.source.paper,
        "check 未核实" if sure is Confidence.CHECK else sure,
    ]
    return f"| {' | '.join(cells)} |"


def _answer(one: Element) -> str:
    if one.code:
        return f"code `{one.code}`"
    match one.format:
        case Format.CHOICE:
            return _choices(one)
        case Format.INTEGER:
            return f"whole number{_range(one)}{f', {one.unit.title}' if one.unit.title else ''}"
        case Format.TEXT:
            return f"text, at most {one.max_length}"
        case _:
            return str(one.format)


def _choices(one: Element) -> str:
    if len(one.choices) > _MANY:
        first, last = one.choices[0], one.choices[-1]
        return f"{len(one.choices)} choices, `{first.value}` {first.word.title} … `{last.value}` {last.word.title}"
    return ", ".join(f"`{choice.value}` {choice.word.title}" for choice in one.choices)


def _range(one: Element) -> str:
    low, high = one.range.low, one.range.high
    ends = ["" if end is None else f"{end:,}" for end in (low, high)]
    return f" {'…'.join(ends)}" if any(ends) else ""


def _personal(one: Element) -> str:
    if not one.personal:
        return ""
    return "yes, shown" if one.mask is Mask.NONE else f"yes, `{one.mask}`"


if __name__ == "__main__":
    sys.stdout.write(page())
