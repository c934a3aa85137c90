"""依据: the legal numbers of a day and a place, as the rules ask for them and cite them."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from tongban.standards.parameters import NATIONAL, Value, parameter

Law: TypeAlias = Callable[[str], Value]
"""Gives a legal number by its short name below `vehicles/`, on the day and in the region that were chosen before."""


def shipped(day: date, *, region: str = NATIONAL) -> Law:
    """Return the numbers that come with the platform, without what a place has set for itself."""
    return lambda name: parameter(f"vehicles/{name}").on(day, region=region)


def cited(value: Value) -> dict[str, str]:
    """Return the facts with which a refusal names its ground: law, article and the rule's id."""
    return {"law": value.law, "article": value.article, "rule": value.rule}


def whole(value: Value, name: str) -> bool:
    """Tell whether a list of words holds one."""
    return isinstance(value.value, tuple) and name in value.value
