"""补正: what was asked for, and what of it is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.events import Supplemented, SupplementRequested, parsed
from tongban.kernel.cases.forming import at
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.forms.rules import Form
from tongban.kernel.ledger.queries import events_of


@dataclass(frozen=True, slots=True)
class Demands:
    """补正要求: every point of all demands so far, and how many of the last one were still open when it was answered."""

    items: Sequence[Mapping[str, str]]
    missing: int
    last: Sequence[Mapping[str, str]] = ()


def demands_of(recorder: Recorder) -> Demands:
    """Return what was asked of the applicant so far."""
    items: list[Mapping[str, str]] = []
    missing, last = 0, list[Mapping[str, str]]()
    for record in (
        events_of(recorder.home, recorder.stream) if recorder.state.row.supplements else []
    ):
        event = parsed(record.type, dict(record.data))
        if isinstance(event, SupplementRequested):
            last = body_of(recorder.home, recorder.id, event.demand.content)["items"]
            items += last
        elif isinstance(event, Supplemented):
            missing = event.missing
    return Demands(items, missing, last)


def still_missing(
    points: Sequence[Mapping[str, str]],
    form: Form,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> int:
    """Count the points whose field is empty, or as it was: nothing was supplied for them.

    What the form does not ask for, a seal or an original, is brought on paper; whether it came, only the window sees.
    """
    paths = _paths(form)
    asked = [paths[each["key"]] for each in points if each["key"] in paths]
    return sum(not any(_supplied(path, before, after) for path in found) for found in asked)


def _supplied(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    now = at(after, path)
    return now not in (None, "", []) and now != at(before, path)


def _paths(form: Form) -> Mapping[str, Sequence[str]]:
    """Return where the answers stand that a point may name, by name and by path; a column stands in its table."""
    found: dict[str, list[str]] = {}
    for section in form.sections:
        for field in section.fields:
            names = {each for one in (field, *field.columns) for each in (one.name, one.path)}
            for name in names:
                found.setdefault(name, []).append(field.path)
    return found
