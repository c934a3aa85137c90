"""重新申请: a case that ended without its result is taken up by a new one of the same matter; the old one stays as it is."""

from collections.abc import Mapping
from typing import Any

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.opening import Intake, submit
from tongban.kernel.cases.again import again_of, laid_over
from tongban.kernel.cases.behalf import person_of
from tongban.kernel.cases.commands import Receipt
from tongban.kernel.cases.queries import case_by_id
from tongban.kernel.cases.queries.keys import CommandKey, first_use
from tongban.kernel.clock import day_of


def apply_again(
    number: str, act: Act, *, version: int, values: Mapping[str, Any], channel: str
) -> Receipt:
    """重新申请: hand in anew what the ended case asked for; `version` is that case's last event.

    What still fits the form goes over by itself, and `values`, by section, are laid over it: what is new and what was put
    right. Pledges are given anew. The limits begin with the new receipt; the receipt returned is the new case's.
    """
    reader, used = person_of(act.by), first_use(act.by, act.key)
    if reader is None:
        raise rules.not_found()
    found = again_of(number, reader, on=day_of(act.at), repeated=_version_then(used))
    if used is None and found.earlier.n != version:
        raise Refusal("case.stale", rules.STALE)
    earlier = found.earlier
    intake = Intake(
        version=found.version.pk,
        party=earlier.party,
        values=laid_over(found.answers.values, values),
        channel=channel,
        received_on=day_of(act.at),
        purpose=earlier.purpose,
        certificate=earlier.certificate,
        delivery=earlier.delivery,
        earlier=earlier.number,
    )
    return submit(intake, act)


def _version_then(used: CommandKey | None) -> int | None:
    """Return the version that a repeated command was about: what was revised since changes no answer."""
    return None if used is None else case_by_id(used.home, used.case_id).version
