"""窗口收件的办件: which matters a counter takes in, for whom, what was begun there and what came in today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.lists import Line, lines
from tongban.kernel.cases.queries import cases_visible_to
from tongban.kernel.catalogue.queries import Listing, MatterVersion, search_online, version_in_force
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.forms.queries import OpenDraft, open_drafts
from tongban.kernel.forms.rules import Json
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.actions import find_or_register, unmasked
from tongban.kernel.parties.queries import Party, parties_masked
from tongban.kernel.parties.rules import REGISTER, PartyKind, Purpose, normal_number
from tongban.portal.applications import Application, begun, opened, step_url, version_of, whose
from tongban.portal.moments import today

DOOR = "staff"
COUNTER = "counter/"
SUPPLY = "supply/"
CHANNELS = ("counter", "post", "agent")
SEARCHED, SHOWN = 100, 8
MOST_TODAY = 200
# The control that a refusal is about, by the end of its code; all others are about the number.
CONTROLS: Mapping[str, str] = {
    "name_length": "name",
    "known_by_another_name": "name",
    "bad_phone": "phone",
    "no_matter": "matter",
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


def online_matters(question: str) -> Sequence[Listing]:
    """Return the matters that can be applied for and answer `question`, the best first."""
    return search_online(question, on=today(), size=SHOWN).rows


def online_version(matter_id: int) -> MatterVersion:
    """Return the version in force of a matter that takes applications, or refuse."""
    version = version_in_force(matter_id, on=today())
    if version is None or not version.online:
        words = "Please choose a matter that can be applied for; search for it above."
        raise Refusal("portal.no_matter", words)
    return version


def start(version: MatterVersion, applicant: Applicant, clerk: Person, act: Act) -> str:
    """收件: find or register the applicant, begin the application; return the address of its first step."""
    if applicant.kind not in set(PartyKind):
        raise Refusal("portal.no_kind", "Please choose what kind of applicant this is.")
    party = find_or_register(applicant.kind, applicant.name, applicant.number, applicant.phone, act)
    # The same page may be sent for another applicant: its key alone does not name the draft.
    key = f"{act.key[:60]}/{version.pk}/{party.pk}"
    draft = begun(version, clerk, party, key=key, whose=_of(party), given=applicant.elements)
    if any(one.source != REGISTER for one in draft.filled.values()):
        # The clerk is about to read what the applicant stated elsewhere.
        unmasked(party.pk, act, purpose=Purpose.INTAKE)
    return step_url(draft, door=DOOR)


def counter_application(clerk: Person, draft_id: int) -> Application | None:
    """Return what the clerk began at the counter; `None` for anything else, the clerk's own applications too."""
    found = opened(clerk, draft_id, door=DOOR)
    if found is None or not found.whose.startswith(COUNTER):
        return None
    case = supplied_case(found.whose)
    return replace(found, given=files_of(case)) if case else found


def party_id_of(one: Application) -> int:
    """Return for whom an application of the counter is."""
    return _party_in(one.whose)


def supplied_case(whose: str) -> str:
    """Return the number of the case that a draft of the counter supplies to; empty for a new application."""
    return whose.partition(SUPPLY)[2].rstrip("/")


def files_of(number: str) -> dict[str, str]:
    """Return the names of the files that a case has, by reference."""
    return {one.reference: one.name for one in documents_used_by(f"case/{number}")}


def started(clerk: Person) -> list[Started]:
    """Return what the clerk began at the counter and did not send, the last touched first."""
    own = [draft for draft in open_drafts(clerk.actor_id) if whose(draft).startswith(COUNTER)]
    names = parties_masked(_party_of(draft) for draft in own)
    found = [(draft, version_of(draft), names.get(_party_of(draft))) for draft in own]
    return [
        Started(
            version.name, party.name if party else "", step_url(draft, door=DOOR), draft.updated_at
        )
        for draft, version, party in found
        if version is not None
    ]


def today_taken_in(clerk: Person, *, at: datetime) -> list[Line]:
    """Return what was taken in at the counter today, as far as the clerk may see it, the last first."""
    midnight = datetime.combine(at.date(), time.min, tzinfo=at.tzinfo)
    seen = cases_visible_to(clerk, on=at.date()).filter(
        channel__in=CHANNELS, submitted_at__gte=midnight
    )
    return lines(seen.order_by("-submitted_at")[:MOST_TODAY], at=at)


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
