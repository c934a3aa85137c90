"""窗口收件的办件: which matters a counter takes in, for whom, what was begun there and what came in today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.lists import Line, lines
from tongban.kernel.cases.queries import cases_visible_to
from tongban.kernel.catalogue.queries import Listing, MatterVersion, search_online, version_in_force
from tongban.kernel.forms.queries import OpenDraft, open_drafts
from tongban.kernel.forms.rules import Json
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.actions import find_or_register
from tongban.kernel.parties.queries import Party, parties_masked
from tongban.kernel.parties.rules import PartyKind, normal_number
from tongban.portal.applications import Application, begun, opened, step_url, version_of, whose
from tongban.portal.moments import today

DOOR = "staff"
COUNTER = "counter/"
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
    return step_url(draft, door=DOOR)


def counter_application(clerk: Person, draft_id: int) -> Application | None:
    """Return what the clerk began at the counter; `None` for anything else, the clerk's own applications too."""
    found = opened(clerk, draft_id, door=DOOR)
    return found if found is not None and found.whose.startswith(COUNTER) else None


def party_id_of(one: Application) -> int:
    """Return for whom an application of the counter is."""
    return int(one.whose.removeprefix(COUNTER).rstrip("/"))


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
    seen = cases_visible_to(clerk, on=at.date()).filter(channel="counter", received_on=at.date())
    return lines(seen.order_by("-submitted_at")[:MOST_TODAY], at=at)


def control_of(refusal: Refusal) -> str:
    """Return the id of the control that a refusal is about."""
    return CONTROLS.get(refusal.code.rpartition(".")[2], "number")


def _of(party: Party) -> str:
    return f"{COUNTER}{party.pk}/"


def _party_of(draft: OpenDraft) -> int:
    return int(whose(draft).removeprefix(COUNTER).rstrip("/"))
