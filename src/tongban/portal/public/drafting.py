"""草稿: an application that is being filled in, from its first answer to the case it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.actions import Intake, Receipt, submit
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.documents import queries as documents
from tongban.kernel.documents.actions import use
from tongban.kernel.forms import queries as drafts
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.actions import close_draft, start_draft
from tongban.kernel.forms.queries import OpenDraft
from tongban.kernel.forms.rules import Form, Json, Kind, Section, Voice
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import Party, known_values
from tongban.portal.visitors import act_of

PURPOSE = "matter-version/"


@dataclass(frozen=True, slots=True)
class Application:
    """申请: a draft with the version it applies for and that version's form."""

    draft: OpenDraft
    version: MatterVersion
    form: Form

    @property
    def sections(self) -> Sequence[Section]:
        """Return the steps that are asked after the answers so far."""
        return forms.steps(self.form, self.draft.values)

    @property
    def files(self) -> dict[str, str]:
        """Return the names of the attached files by reference."""
        references = forms.references(self.form, self.draft.values)
        return documents.names_of(self.draft.owner, references)

    @property
    def voice(self) -> Voice:
        """Return how the form's own words are said on this page."""
        return Voice(say=gettext, files=self.files)


@dataclass(frozen=True, slots=True)
class Begun:
    """未提交的申请: one line of the list of drafts."""

    title: str
    url: str
    at: datetime


def begin(version: MatterVersion, person: Person, party: Party, *, key: str) -> OpenDraft:
    """Return the person's open draft for this version, or a new one with what is known of the party filled in."""
    purpose = f"{PURPOSE}{version.pk}"
    for one in drafts.open_drafts(person.actor_id):
        if one.purpose == purpose:
            return one
    known = {name: known.value for name, known in known_values(party.pk).items()}
    values = filled_in(forms.form(version.form or {}), {"person.name": party.name, **known})
    return start_draft(act_of(person, key=key), purpose=purpose, values=values)


def filled_in(form: Form, known: Mapping[str, Json]) -> dict[str, Json]:
    """Return the answers that are known by data element; the rows of tables are other people's."""
    values: dict[str, dict[str, Json]] = {}
    for section in form.sections:
        for field in section.fields:
            if field.element in known and field.kind is not Kind.TABLE:
                values.setdefault(section.name, {})[field.name] = known[field.element]
    return dict(values)


def application(person: Person, draft_id: int) -> Application | None:
    """Return the person's open draft with its form; `None` where there is none, it is closed or another's."""
    try:
        draft = drafts.draft_of(person.actor_id, draft_id)
    except Refusal:
        return None
    version = _version(draft)
    if draft.closed or version is None or version.form is None:
        return None
    return Application(draft, version, forms.form(version.form))


def drafts_of(person: Person) -> list[Begun]:
    """Return what the person began and did not send, the last touched first."""
    found = [(one, _version(one)) for one in drafts.open_drafts(person.actor_id)]
    return [Begun(version.name, step_url(one), one.updated_at) for one, version in found if version]


def step_url(draft: OpenDraft, step: str = "") -> str:
    """Return the address of a step, by default the one on which the draft was left."""
    step = step or draft.step
    if step:
        return reverse("public:step", args=[draft.id, step])
    return reverse("public:draft", args=[draft.id])


def send(one: Application, party: Party, act: Act) -> Receipt:
    """提交: hand the application in. Sending it twice gives the first receipt; each step may be repeated."""
    values = forms.settled(one.form, one.draft.values)
    ids = [documents.number_of(each) for each in forms.references(one.form, values)]
    files = {str(each): documents.document_for(act.by, each).sha256 for each in ids}
    intake = Intake(
        version=one.version.pk,
        party=party.pk,
        values=values,
        files=files,
        channel="portal",
        received_on=act.at.date(),
    )
    receipt = submit(intake, act)
    use(ids, act, subject=f"case/{receipt.number}")
    close_draft(one.draft.id, act)
    return receipt


def not_an_applicant() -> Refusal:
    """Return the refusal for somebody who is signed in but is no applicant."""
    return Refusal(
        "portal.not_an_applicant",
        "Your account is not linked to an applicant. Sign in as a citizen, or have the window take the application in.",
    )


def _version(draft: OpenDraft) -> MatterVersion | None:
    number = draft.purpose.removeprefix(PURPOSE)
    return version_by_id(int(number)) if number.isdecimal() else None
