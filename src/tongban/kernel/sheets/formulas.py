"""公式: cells that a spreadsheet would run, shown as text."""

import re

# A cell that begins so is run as a formula by Excel; a mark before it, or before digits, was put there to prevent that.
_FORMULA = re.compile(r"'*[=+\-@\t\r]|'+[0-9]+$")
_MARKED = re.compile(r"'+([=+\-@\t\r]|[0-9]+$)")


def disarmed(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def rearmed(cell: str) -> str:
    """Return the words of a cell that was disarmed."""
    return cell[1:] if _MARKED.match(cell) else cell
