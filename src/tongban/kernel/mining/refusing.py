"""Refusals of this room."""

from tongban.kernel import Fact, Refusal

_LONGEST = 80


def refused(code: str, words: str, **facts: Fact) -> Refusal:
    """Return the refusal, long texts of the file cut."""
    return Refusal(f"mining.{code}", words, **{name: _short(fact) for name, fact in facts.items()})


def _short(fact: Fact) -> Fact:
    if isinstance(fact, str) and len(fact) > _LONGEST:
        return fact[:_LONGEST] + "…"
    return fact
