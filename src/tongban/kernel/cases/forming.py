"""表单内容: the answers of a case, whole and about its own party, and what was put right in them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.naming import names_the_party
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.forms.rules import Form, check, form, settled
from tongban.kernel.forms.shapes import Kind
from tongban.kernel.parties.queries import Party

UNSTATED = frozenset({Kind.FILE, Kind.PLEDGE})


def form_of(version: MatterVersion) -> Form:
    """Return the form of a version."""
    return _form(json.dumps(version.form))


@lru_cache(maxsize=256)
def _form(schema: str) -> Form:
    return form(json.loads(schema))


def answers_of(
    version: MatterVersion, values: Mapping[str, Any], party: Party | None
) -> dict[str, Any]:
    """Return the answers that the form asks for, and no others; refuse when one is missing, wrong or another's."""
    asked = form_of(version)
    if check(asked, dict(values), whole=True):
        raise Refusal(
            "case.form",
            "The form is not complete. Please go back to the fields that are marked.",
        )
    answers = settled(asked, dict(values))
    if party is not None:
        names_the_party(asked, answers, party)
    return answers


def stated(version: MatterVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the answers state: neither the files that prove it nor the pledges that it is true."""
    kept: dict[str, Any] = {}
    for section in form_of(version).sections:
        given = answers.get(section.name)
        if isinstance(given, Mapping):
            names = {one.name for one in section.fields if one.kind not in UNSTATED}
            inner = {name: value for name, value in given.items() if name in names}
            kept |= {section.name: inner} if inner else {}
    return kept


def changed(values: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return the answers with one of them, such as `applicant.phone`, put right; refuse a path that leads nowhere."""
    name, _, rest = path.partition(".")
    inner = values.get(name)
    if rest and isinstance(inner, Mapping):
        return {**values, name: changed(inner, rest, value)}
    if rest or not name or isinstance(inner, Mapping | list):
        raise Refusal(
            "case.no_field",
            "There is no entry {field} that could be put right. Please choose one of the form.",
            field=path[:80],
        )
    return {**values, name: value}


def at(values: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the answer at a path; `None` where there is none."""
    found: Any = values
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
