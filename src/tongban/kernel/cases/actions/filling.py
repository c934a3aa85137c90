"""填写办理信息: what a step lets its people fill in of the form, by itself or with what completes the step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongban.kernel import Act
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.contents import form_now
from tongban.kernel.cases.events import ItemFilled
from tongban.kernel.cases.fields import filled_first, may_write
from tongban.kernel.cases.forming import form_of
from tongban.kernel.cases.handling import at_item, do_item
from tongban.kernel.cases.naming import names_the_party
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.settling import settle
from tongban.kernel.cases.writing import files_in, written
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.documents.actions import use
from tongban.kernel.forms.rules import changed_paths
from tongban.kernel.parties.queries import party_by_id

COMPLETED = frozenset({"review", "decide"})
"""办结一步的动作: acceptance is done by a command of its own, after what it asks was filled in."""


@dataclass(frozen=True, slots=True)
class Completing:
    """随填办结: what completes the step at once: `agreed`, `refused` or `abstained`, and the words of it."""

    outcome: str
    words: str


def fill(
    number: str,
    act: Act,
    *,
    version: int,
    item: int,
    fields: Mapping[str, Any],
    then: Completing | None = None,
) -> Receipt:
    """填写: fill in what the step may, by path (`office.visited_on`), and complete a review or decision with it where `then` says so.

    A table comes whole, or single cells by row (`household.members.0.checked`); `None` takes an answer away. Refuses paths
    that the step may not write (`case.not_writable`), answers that the form does not take (`case.fields`), and to complete
    while something that must be filled in is empty (`case.must_fill`). What is as it was is no event.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        found = recorder.state.items.get(item)
        if found is None:
            raise rules.not_found()
        round_ = recorder.state.rounds[found.round]
        power = round_.act if then is None or round_.act in COMPLETED else "review"
        if then is None:
            at_item(recorder, item, version, power=power)
        else:
            do_item(recorder, item, version, power=power, outcome=then.outcome, words=then.words)
        _filled(recorder, matter, item, fields)
        if then is not None:
            filled_first(recorder, matter, item)
            rules.reasoned(then.outcome, then.words)
            settle(recorder, matter, round_.id, then.words)

    asked = {"item": item, "version": version, "fields": dict(fields), "then": _said(then)}
    return run("fill", number, act, work, asked=asked)


def _said(then: Completing | None) -> list[str]:
    return [] if then is None else [then.outcome, then.words]


def _filled(
    recorder: Recorder, matter: MatterVersion, item: int, fields: Mapping[str, Any]
) -> None:
    state, form = recorder.state, form_of(matter)
    node = state.rounds[state.items[item].round].node
    may_write(recorder, matter, fields, node=node)
    before = state.row.form
    body = form_now(recorder)
    values = written(form, body["values"], fields)
    paths = changed_paths(form, body["values"], values)
    if not paths:
        return
    papers = files_in(form, body["values"], values, recorder.act.by)
    files = {**body["files"], **{str(one.pk): one.sha256 for one in papers}}
    kept = recorder.content("form", {"values": values, "files": files})
    party = party_by_id(state.row.party)
    if party is not None:
        names_the_party(form, values, party)
    office = tuple(one for one in paths if one.partition(".")[0] in _offices(matter))
    own = tuple(one for one in paths if one not in office)
    recorder.add(ItemFilled(item, before, office, own, kept))
    use([one.pk for one in papers], recorder.act, subject=recorder.stream)


def _offices(matter: MatterVersion) -> set[str]:
    return {section.name for section in form_of(matter).sections if section.office}
