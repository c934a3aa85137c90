"""重新申请: which case was taken up by which, and what a new application takes over from an ended one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.forming import form_of
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.queries.leaving import later_cases
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id, version_in_force
from tongban.kernel.documents.queries import reusable
from tongban.kernel.forms.rules import Carried, carried
from tongban.kernel.identity.queries import Person

IN_VAIN = frozenset({"declined", "returned", "withdrawn", "terminated"})


@dataclass(frozen=True, slots=True)
class Again:
    """重新申请: the ended case, the version now in force, what of the answers goes over, and the files by reference."""

    earlier: Case
    version: MatterVersion
    answers: Carried
    files: Mapping[str, str]


def again_of(number: str, reader: Person, *, on: date, repeated: int | None = None) -> Again:
    """Return what the reader takes over from a case that he sees; refuse where nobody can apply again.

    `repeated` is the version of a command that was carried out before: it is answered, not judged anew.
    """
    earlier = case_by_number(number, reader, on=on)
    if earlier is None:
        raise rules.not_found()
    in_vain(earlier)
    if repeated is None:
        none_open(earlier)
    version = version_by_id(repeated) if repeated else version_in_force(earlier.matter, on=on)
    before = version_by_id(earlier.version)
    if version is None or not version.online or version.form is None or version.flow is None:
        raise Refusal(
            "case.matter_gone",
            "{matter} takes no applications here any more, so this one cannot be taken up again. Please ask its organ what applies now.",
            matter=earlier.title,
        )
    if before is None or before.form is None:
        raise LookupError(earlier.version)
    kept = bodies(earlier.home, earlier.id, [earlier.form]).get(earlier.form, {})
    answers = carried(form_of(before), form_of(version), kept.get("values", {}))
    files = {one.reference: one.name for one in reusable(f"case/{earlier.number}")}
    return Again(earlier, version, answers, files)


def may_apply_again(case: Case) -> bool:
    """Tell whether a case ended so that its applicant may take it up again, and nobody does so now."""
    try:
        in_vain(case)
        none_open(case)
    except Refusal:
        return False
    return True


def in_vain(case: Case) -> None:
    """Refuse to take up a case that runs, or that ended with what was asked for."""
    if case.state not in IN_VAIN and case.outcome != rules.REFUSED:
        raise Refusal(
            "case.not_in_vain",
            "Only what was not taken on, sent back, withdrawn, ended or refused can be applied for again from its case. Please begin from the guide of the matter.",
        )


def none_open(earlier: Case) -> None:
    """Refuse a second case that takes up the same one while the first is open."""
    running = later_cases(earlier).filter(closed_at__isnull=True, decided_at__isnull=True).first()
    if running is not None:
        raise Refusal(
            "case.taken_up",
            "This was applied for again already: case {number} is still open. Please follow that one.",
            number=running.number,
        )


def earlier_case(case: Case, reader: Person, *, on: date) -> Case | None:
    """Return the ended case that this one takes up, if the reader sees it too."""
    return case_by_number(case.earlier, reader, on=on) if case.earlier else None


def laid_over(kept: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that go over with those given laid over them, question by question."""
    both = {**kept, **given}
    return {
        section: {**kept[section], **answers}
        if isinstance(answers, Mapping) and isinstance(kept.get(section), Mapping)
        else answers
        for section, answers in both.items()
    }
