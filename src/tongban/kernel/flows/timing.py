"""计时器的时间: how long a timer of the flow waits, or until which day."""

import re
from datetime import date

from tongban.kernel.flows.conditions import number
from tongban.kernel.flows.duties import LIMIT
from tongban.kernel.flows.lexemes import ConditionFault
from tongban.kernel.flows.terms import Constant, Path, Term

NUMBER = "[1-9][0-9]{0,4}"
ISO = re.compile(
    rf"P(?:(?P<y>{NUMBER})Y|(?P<mo>{NUMBER})M|(?P<w>{NUMBER})W|(?P<cd>{NUMBER})D|T(?P<h>{NUMBER})H)"
)
MOST = 99_999


def length_of(text: str) -> str:
    """Return a time such as `5wd`, `10cd`, `48h`; ISO 8601 with one unit is read as ours (`P5D`, `P2W`, `PT48H`); else nothing."""
    if LIMIT.fullmatch(text):
        return text
    found = ISO.fullmatch(text)
    if found is None:
        return ""
    unit, amount = next((name, int(value)) for name, value in found.groupdict().items() if value)
    factor, unit = {"y": (12, "mo"), "w": (7, "cd")}.get(unit, (1, unit))
    return f"{amount * factor}{unit}" if amount * factor <= MOST else ""


def day_of(text: str) -> Term | None:
    """Return the day that a text names: `2027-03-01`, or a field in which one stands, such as `form.opens_on`; else nothing."""
    try:
        return Constant(date.fromisoformat(text).isoformat())
    except ValueError:
        pass
    try:
        found = number(text)
    except ConditionFault:
        return None
    return found if isinstance(found, Path) else None
