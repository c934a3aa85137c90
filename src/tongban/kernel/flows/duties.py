"""环节要求: what a user task says in our namespace: who does it, how, and how long it may take."""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import cast

from lxml.etree import _Element

from tongban.kernel.flows.manner import PLAIN, WORDS, Manner, faults, manner, names, word_fault
from tongban.kernel.flows.parts import Act, Rule
from tongban.kernel.flows.source import TEXT_LIMIT, Source

TONGBAN = "urn:tongban:bpmn:1"
PREFIX = f"{{{TONGBAN}}}"
ACTS = ("accept", "review", "decide")
RULES = ("all", "any", "vote")
NAMES = ("act", "performer", "rule", "limit", *WORDS)
LIMIT = re.compile(r"[1-9][0-9]{0,4}(?:wd|cd|mo|h)")


@dataclass(frozen=True, slots=True)
class Duty:
    """What is asked of the people at a node; `None` where the file does not say."""

    act: Act | None = None
    performer: str | None = None
    rule: Rule = "all"
    limit: str | None = None
    manner: Manner = PLAIN


def duty(source: Source, element: _Element) -> Duty:
    """Return the duty that the user task `element` states; refuse words that are not known."""
    said = {
        str(key).removeprefix(PREFIX): str(value) for key, value in element.items() if _ours(key)
    }
    wrong = {name: reason for name, value in said.items() if (reason := _fault(name, value))}
    for name, reason in wrong.items():
        source.refuse(element, f"tongban:{name}=“{said[name][:TEXT_LIMIT]}”: {reason}")
    for reason in [] if wrong else faults(said):
        source.refuse(element, reason)
    return Duty(
        cast("Act | None", said.get("act")),
        said.get("performer"),
        cast("Rule", said.get("rule", "all")),
        said.get("limit"),
        manner(said),
    )


PLACES = {
    "wait": "a callActivity",
    "collection": "multiInstanceLoopCharacteristics",
}
"""The words that belong on something else than a user task."""


def refuse_duties(source: Source, element: _Element, *, but: Container[str] = ()) -> None:
    """Refuse words of our namespace on an element that is no user task, `but` those that belong there."""
    for key in element.keys():  # noqa: SIM118 - an element is not a mapping
        name = str(key).removeprefix(PREFIX)
        if _ours(key) and name not in but:
            place = PLACES.get(name, "a userTask")
            source.refuse(element, f"tongban:{name} belongs on {place} only; remove it")


def _ours(key: str | bytes) -> bool:
    return str(key).startswith(PREFIX)


def _fault(name: str, value: str) -> str:
    if name not in NAMES:
        known = f"no such word; there are {', '.join(NAMES)}"
        return f"belongs on {PLACES[name]} only; remove it" if name in PLACES else known
    if name == "act" and value not in ACTS:
        return f"must be one of {', '.join(ACTS)}"
    if name == "rule" and value not in RULES:
        return f"must be one of {', '.join(RULES)}"
    if name == "limit" and not LIMIT.fullmatch(value):
        return "must be a whole number with a unit: wd, cd, mo or h, such as 5wd"
    if name == "performer" and not (names(value) and len(value) <= TEXT_LIMIT):
        return f"must name who does it in 1 to {TEXT_LIMIT} characters"
    return word_fault(name, value)
