"""What a refusal tells of a file: never more than a line."""

_LONGEST = 80


def short(text: str, longest: int = _LONGEST) -> str:
    """Return a text of the file, cut where it is long."""
    return text if len(text) <= longest else text[:longest] + "…"
