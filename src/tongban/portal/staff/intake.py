"""窗口收件的办件: which matters a counter takes in, for whom, what was begun there and what came in today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.urls import reverse

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.queries.desk import often_taken_in
from tongban.kernel.cases.taking import PHONE, phone_fault
from tongban.kernel.catalogue.queries import (
    Listing,
    MatterVersion,
    online_of,
    search_online,
    version_in_force,
)
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.forms.actions import keep_draft
from tongban.kernel.forms.queries import OpenDraft, open_drafts
from tongban.kernel.forms.rules import Json
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.actions import find_or_register, unmasked
from tongban.kernel.parties.queries import Party, parties_masked
from tongban.kernel.parties.rules import REGISTER, PartyKind, Purpose, normal_number
from tongban.portal.applications import Application, begun, opened, version_of, whose
from tongban.portal.moments import today

DOOR = "staff"
COUNTER = "counter/"
SUPPLY = "supply/"
CHANNELS = ("counter", "post", "phone", "agent")
DESK = "_counter"
"""收件记录: where a draft of the counter keeps what the form does not ask: how it came, and each material."""
SHOWN, OFTEN, LATELY = 8, 6, timedelta(days=30)
# The control that a refusal is about, by the end of its code; all others are about the number.
CONTROLS: Mapping[str, str] = {
    "name_length": "name",
    "known_by_another_name": "name",
    "bad_phone": "phone",
    "no_matter": "matter",
    "no_telephone": "came",
    "no_kind": "kind",
    "number_kind_does_not_fit": "kind",
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """申请人: what the clerk copies from the document at the counter."""

    kind: str = PartyKind.PERSON.value
    name: str = ""
    number: str = ""
    phone: str = ""

    @property
    def elements(self) -> dict[str, Json]:
        """Return the same by data element, to fill into the form."""
        number = normal_number(self.number)
        if self.kind == PartyKind.PERSON:
            about = {"person.identity_number": number, "person.phone": self.phone}
        else:
            about = {"org.credit_code": number, "org.phone": self.phone}
        return {name: value for name, value in about.items() if value}


@dataclass(frozen=True, slots=True)
class Started:
    """未提交的收件: one application that the clerk began at the counter."""

    title: str
    applicant: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """可收事项: the matters to choose from; the first `often` are those that the clerk takes in most."""

    rows: Sequence[Listing]
    often: int = 0


def offered_matters(question: str, clerk: Person) -> Offered:
    """Return the matters that answer `question`, the best first; without one, what the clerk took in most lately."""
    found = search_online(question, on=today(), size=SHOWN).rows
    if question:
        return Offered(found)
    often = often_taken_in(clerk, since=today() - LATELY, most=OFTEN)
    rows = online_of(often, on=today())
    others = [one for one in found if one.matter_id not in often]
    return Offered([*rows, *others][:SHOWN], len(rows))


def online_version(matter_id: int) -> MatterVersion:
    """Return the version in force of a matter that takes applications, or refuse."""
    version = version_in_force(matter_id, on=today())
    if version is None or not version.online:
        words = "Please choose a matter that can be applied for; search for it above."
        raise Refusal("portal.no_matter", words)
    return version


def registered(applicant: Applicant, act: Act) -> Party:
    """申请人登记: find or register the applicant as the clerk copied him."""
    if applicant.kind not in set(PartyKind):
        raise Refusal("portal.no_kind", "Please choose what kind of applicant this is.")
    return find_or_register(applicant.kind, applicant.name, applicant.number, applicant.phone, act)


def start(
    version: MatterVersion, party: Party, clerk: Person, act: Act, *, typed: Applicant | None
) -> OpenDraft:
    """收件: begin the application of a party; `typed` is what the clerk has seen on the document."""
    # The same page may be sent for another applicant: its key alone does not name the draft.
    key = f"{act.key[:60]}/{version.pk}/{party.pk}"
    draft = begun(
        version, clerk, party, key=key, whose=_of(party), given=typed.elements if typed else {}
    )
    if typed is None or any(one.source != REGISTER for one in draft.filled.values()):
        # The clerk is about to read what he has not seen on a document, or what was stated elsewhere.
        unmasked(party.pk, act, purpose=Purpose.INTAKE)
    return draft


def reachable_over(version: MatterVersion, came: str) -> None:
    """Refuse the telephone where it is not enough, before anything is filled in."""
    fault = phone_fault(version) if came == PHONE else None
    if fault is not None:
        raise fault


def came_over(draft: OpenDraft, came: str, act: Act) -> None:
    """收件渠道: keep over which channel the application comes, unless it was begun before."""
    desk: Json = {"terms": {"came": came}}
    keep_draft(draft.id, act, values={DESK: desk, **draft.values}, step="")


def draft_url(draft_id: int) -> str:
    """Return the address of what was begun at the counter."""
    return reverse("staff:draft", args=[draft_id])


@dataclass(frozen=True, slots=True)
class Begun:
    """收件中: an application of the counter; `terms` is how it came as kept last, `taken` each material, once chosen."""

    one: Application
    terms: Mapping[str, str]
    taken: Mapping[str, str] | None


def begun_at_counter(clerk: Person, draft_id: int) -> Begun | None:
    """Return what the clerk began at the counter; `None` for anything else, the clerk's own applications too."""
    found = opened(clerk, draft_id, door=DOOR)
    if found is None or not found.whose.startswith(COUNTER):
        return None
    desk = found.draft.values.get(DESK)
    kept = desk if isinstance(desk, dict) else {}
    answers = {name: one for name, one in found.draft.values.items() if name != DESK}
    case = supplied_case(found.whose)
    draft, given = replace(found.draft, values=answers), files_of(case) if case else {}
    taken = kept.get("taken")
    return Begun(
        replace(found, draft=draft, given=given),
        _texts(kept.get("terms")),
        _texts(taken) if taken else None,
    )


def _texts(kept: Json) -> dict[str, str]:
    return {name: str(one) for name, one in kept.items()} if isinstance(kept, dict) else {}


def party_id_of(one: Application) -> int:
    """Return for whom an application of the counter is."""
    return _party_in(one.whose)


def supplied_case(whose: str) -> str:
    """Return the number of the case that a draft of the counter supplies to; empty for a new application."""
    return whose.partition(SUPPLY)[2].partition("/")[0]


def files_of(number: str) -> dict[str, str]:
    """Return the names of the files that a case has, by reference."""
    return {one.reference: one.name for one in documents_used_by(f"case/{number}")}


def started(clerk: Person) -> list[Started]:
    """Return what the clerk began at the counter and did not send, the last touched first."""
    own = [draft for draft in open_drafts(clerk.actor_id) if whose(draft).startswith(COUNTER)]
    names = parties_masked(_party_of(draft) for draft in own)
    found = [(draft, version_of(draft), names.get(_party_of(draft))) for draft in own]
    return [
        Started(version.name, party.name if party else "", draft_url(draft.id), draft.updated_at)
        for draft, version, party in found
        if version is not None
    ]


def control_of(refusal: Refusal) -> str:
    """Return the id of the control that a refusal is about."""
    return CONTROLS.get(refusal.code.rpartition(".")[2], "number")


def _of(party: Party) -> str:
    return f"{COUNTER}{party.pk}/"


def _party_of(draft: OpenDraft) -> int:
    return _party_in(whose(draft))


def _party_in(purpose: str) -> int:
    """Return the party in `counter/12/` or `counter/12/supply/NUMBER/`."""
    return int(purpose.removeprefix(COUNTER).partition("/")[0])
