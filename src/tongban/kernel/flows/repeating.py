"""多实例的读取: how often an activity says it is done."""

from collections.abc import Callable
from typing import TypeVar

from lxml.etree import _Element

from tongban.kernel.flows.conditions import Condition, condition, number
from tongban.kernel.flows.definitions import NOTES
from tongban.kernel.flows.duties import PREFIX, refuse_duties
from tongban.kernel.flows.lexemes import ConditionFault
from tongban.kernel.flows.repeats import MOST_TIMES, Repeat
from tongban.kernel.flows.source import TEXT_LIMIT, Source, local_name
from tongban.kernel.flows.terms import Constant, Term

SEVERAL = "multiInstanceLoopCharacteristics"
LOOP = "standardLoopCharacteristics"
REPEATS = frozenset({SEVERAL, LOOP})
IN_SEVERAL = NOTES | {"loopCardinality", "completionCondition", "inputDataItem", "outputDataItem"}
IN_LOOP = NOTES | {"loopCondition"}
LANGUAGE = "urn:tongban:condition:1"

Read = TypeVar("Read")


def repeat(source: Source, element: _Element) -> Repeat | None:
    """Return how often the activity is done; `None` for once."""
    found = [each for each in element if local_name(each) in REPEATS]
    if not found:
        return None
    if len(found) > 1:
        source.refuse(element, "the activity says twice how often it is done; keep one of them")
    if local_name(found[0]) == LOOP:
        return _loop(source, found[0])
    return _several(source, found[0])


def expression(
    source: Source,
    element: _Element,
    what: str,
    read: Callable[[str], Read],
    *,
    at: _Element | None = None,
) -> Read | None:
    """Return what an expression says, read by `read`; refuse another language and what cannot be read, `at` an element."""
    here = element if at is None else at
    language = element.get("language", LANGUAGE)
    if language != LANGUAGE:
        shown = language[:TEXT_LIMIT]
        source.refuse(here, f"the {what} is in “{shown}”; write it in {LANGUAGE}")
        return None
    try:
        return read(element.text or "")
    except ConditionFault as fault:
        source.refuse(here, f"{what}, column {fault.column}: {fault.reason}")
        return None


def _several(source: Source, element: _Element) -> Repeat:
    parts = dict(source.children(element, IN_SEVERAL))
    refuse_duties(source, element, but=("collection",))
    if element.get("behavior", "All") != "All":
        source.refuse(element, "behavior must be All; remove it")
    sequential = element.get("isSequential") == "true"
    return Repeat(
        order="in turn" if sequential else "together",
        number=_number(source, element, parts.get("loopCardinality")),
        until=_condition(source, parts.get("completionCondition")),
    )


def _number(source: Source, element: _Element, cardinality: _Element | None) -> Term | None:
    collection = element.get(f"{PREFIX}collection")
    if (cardinality is None) == (collection is None):
        reason = "say how many there are, in loopCardinality or in tongban:collection"
        source.refuse(element, f"{reason}, not in both" if collection else reason)
        return None
    if cardinality is not None:
        found = expression(source, cardinality, "loopCardinality", number)
        if isinstance(found, Constant) and not 1 <= int(str(found.value)) <= MOST_TIMES:
            source.refuse(cardinality, f"loopCardinality must be 1 to {MOST_TIMES}")
        return found
    try:
        return number(f"count({collection})")
    except ConditionFault:
        reason = f"tongban:collection=“{str(collection)[:TEXT_LIMIT]}”: must be a field that is a list, such as form.cars"
        source.refuse(element, reason)
        return None


def _loop(source: Source, element: _Element) -> Repeat:
    parts = dict(source.children(element, IN_LOOP))
    refuse_duties(source, element)
    most = element.get("loopMaximum")
    asked = parts.get("loopCondition")
    if asked is None and most is None:
        reason = "it does not say when the activity is done again; write a loopCondition"
        source.refuse(element, f"{reason}, or a loopMaximum")
    if most is not None and not (most.isdecimal() and 1 <= int(most[:5]) <= MOST_TIMES):
        source.refuse(element, f"loopMaximum must be 1 to {MOST_TIMES}")
        most = None
    return Repeat(
        order="loop",
        number=None if most is None else Constant(int(most)),
        again=_condition(source, asked),
        before=element.get("testBefore") == "true",
    )


def _condition(source: Source, element: _Element | None) -> Condition | None:
    if element is None:
        return None
    source.children(element, ())
    return expression(source, element, local_name(element), condition)
