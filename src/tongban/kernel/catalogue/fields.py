"""表单字段权限的核对: what steps of a flow name of the form stands in it, and is not hidden and written at once."""

from collections.abc import Collection, Iterable

from tongban.kernel import Refusal
from tongban.kernel.flows import Node
from tongban.kernel.flows.manner import FIELDS
from tongban.kernel.forms.rules import Field, Form, Kind, places


def fields_fault(form: Form | None, steps: Iterable[Node]) -> Refusal | None:
    """Say what the steps name that the form has not, and what they both hide and write; `None` lets it pass."""
    for node in steps:
        words = {word: getattr(node.manner, word) for word in FIELDS}
        fault = _unknown(form, node, [one for named in words.values() for one in named])
        fault = fault or _torn(form, node) or _pledged(form, node)
        if fault is not None:
            return fault
    return None


def _unknown(form: Form | None, node: Node, names: Iterable[str]) -> Refusal | None:
    unknown = [one for one in names if form is None or not places(form, one)]
    if not unknown:
        return None
    return Refusal(
        "catalogue.field_unknown",
        "The step {step} names {fields}, which the form does not ask. Name a section, a question such as applicant.phone, a column, or a material the form asks for, such as material:income_proof.",
        field="form",
        step=node.name or node.id,
        fields=", ".join(unknown),
    )


def _torn(form: Form | None, node: Node) -> Refusal | None:
    both = _paths(form, node.manner.hidden) & _paths(form, (*node.manner.write, *node.manner.must))
    if not both:
        return None
    return Refusal(
        "catalogue.field_torn",
        "At the step {step} the questions {fields} are hidden and written at once. Take them out of one of the two.",
        field="flow",
        step=node.name or node.id,
        fields=", ".join(sorted(both)),
    )


def _pledged(form: Form | None, node: Node) -> Refusal | None:
    """Refuse that the office gives a promise in the applicant's place."""
    writable = _paths(form, (*node.manner.write, *node.manner.must))
    pledges = [
        one.path
        for one in (form.fields() if form else ())
        if one.kind is Kind.PLEDGE and one.path in writable
    ]
    if not pledges:
        return None
    return Refusal(
        "catalogue.pledge_written",
        "At the step {step} the office would write {fields}, which the applicant alone can promise. Name the other questions one by one.",
        field="flow",
        step=node.name or node.id,
        fields=", ".join(pledges),
    )


def _paths(form: Form | None, names: Iterable[str]) -> frozenset[str]:
    found = [places(form, one) for one in names] if form else []
    return frozenset[str]().union(*found)


def files_of(form: Form | None) -> list[Field]:
    """Return the questions for the applicant's files; what the office attaches is no material of the guide."""
    sections = (part for part in (form.sections if form else ()) if not part.office)
    every = (one for part in sections for field in part.fields for one in (field, *field.columns))
    return [one for one in every if one.kind is Kind.FILE]


def files_fault(form: Form | None, materials: Collection[str]) -> Refusal | None:
    """Say which files the form asks for that no material has as its key; `None` lets it pass."""
    keys = [one.name for one in files_of(form) if one.name not in materials]
    if not keys:
        return None
    return Refusal(
        "catalogue.files_unlisted",
        "The form asks for the files {keys}, which no material has as its key. Add the materials, or correct their keys.",
        field="materials",
        keys=", ".join(keys),
    )
