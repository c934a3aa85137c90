"""表单内容: the answers of a case, whole and about its own party, and what was put right in them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.naming import names_the_party
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.forms.rules import Form, check, form, office_part, own_part, settled
from tongban.kernel.forms.shapes import Kind
from tongban.kernel.parties.queries import Party

NONE: Mapping[str, Any] = MappingProxyType({})
UNSTATED = frozenset({Kind.FILE, Kind.PLEDGE})


def form_of(version: MatterVersion) -> Form:
    """Return the form of a version."""
    return _form(json.dumps(version.form))


@lru_cache(maxsize=256)
def _form(schema: str) -> Form:
    return form(json.loads(schema))


def answers_of(
    version: MatterVersion,
    values: Mapping[str, Any],
    party: Party | None,
    before: Mapping[str, Any] = NONE,
) -> dict[str, Any]:
    """Return the answers that the form asks for, and no others; refuse when one is missing, wrong or another's.

    What the office filled in stays as `before` has it: no applicant writes it.
    """
    asked = form_of(version)
    office = office_part(asked, before)
    whole = own_part(asked, values) | office
    if check(asked, whole, whole=True) or office_part(asked, values) not in ({}, office):
        raise Refusal(
            "case.form",
            "The form is not complete. Please go back to the fields that are marked.",
        )
    answers = settled(asked, whole)
    if party is not None:
        names_the_party(asked, answers, party)
    return answers


def stated(version: MatterVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the applicant states: neither files that prove it, nor pledges that it is true, nor the office's part."""
    kept: dict[str, Any] = {}
    for section in (one for one in form_of(version).sections if not one.office):
        given = answers.get(section.name)
        if isinstance(given, Mapping):
            names = {one.name for one in section.fields if one.kind not in UNSTATED}
            inner = {name: value for name, value in given.items() if name in names}
            kept |= {section.name: inner} if inner else {}
    return kept


def correctable(form: Form) -> frozenset[str]:
    """Return the paths of what can be put right with or for the applicant: single answers of his own part.

    Files are supplied and pledges given anew; the office's part (办理信息) is filled in at its steps.
    """
    fields = (field for part in form.sections if not part.office for field in part.fields)
    return frozenset(one.path for one in fields if one.kind not in UNSTATED | {Kind.TABLE})


def changed(values: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return the answers with one of them, such as `applicant.phone`, put right; refuse a path that leads nowhere."""
    name, _, rest = path.partition(".")
    inner = values.get(name)
    if rest and isinstance(inner, Mapping):
        return {**values, name: changed(inner, rest, value)}
    if rest or not name or isinstance(inner, Mapping | list):
        raise no_field(path)
    return {**values, name: value}


def no_field(path: str) -> Refusal:
    """Return the refusal of an entry that the form has not, or has not for who names it."""
    return Refusal(
        "case.no_field",
        "There is no entry {field} that could be put right. Please choose one of the form.",
        field=path[:80],
    )


def at(values: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the answer at a path; `None` where there is none."""
    found: Any = values
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
