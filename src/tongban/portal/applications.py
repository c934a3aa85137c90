"""申请: an application that is being filled in, at whichever door, from its first answer to the case it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.actions import Intake, Receipt, submit
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.clock import day_of
from tongban.kernel.documents import queries as documents
from tongban.kernel.documents.actions import release, use
from tongban.kernel.forms import queries as drafts
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.actions import close_draft, keep_draft, start_draft
from tongban.kernel.forms.queries import OpenDraft
from tongban.kernel.forms.rules import Form, Json, Section, Values, Voice
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.knowing import own_values
from tongban.kernel.parties.queries import Party
from tongban.kernel.parties.rules import REGISTER
from tongban.portal.origins import origins_of
from tongban.portal.visitors import act_of

VERSION = "matter-version/"
PUBLIC = "public"
NOTHING: Mapping[str, Json] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wanted:
    """申请要求: new, or a change, renewal or cancellation of a certificate, how the result is to come, and which ended case is taken up."""

    purpose: str = "new"
    certificate: int | None = None
    delivery: str = "window"
    earlier: str = ""


PLAIN = Wanted()


@dataclass(frozen=True, slots=True)
class Application:
    """申请: a draft with the version it applies for and that version's form.

    `door` names the addresses (`public:step`), `whose` what stands before the version in its purpose.
    `given` names the files, by reference, that a case has already and that may stay as they are.
    """

    draft: OpenDraft
    version: MatterVersion
    form: Form
    door: str
    whose: str
    given: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    @property
    def name(self) -> str:
        """Return what is applied for: the matter, unless the draft has a title of its own (一件事)."""
        return self.title or self.version.name

    @property
    def sections(self) -> Sequence[Section]:
        """Return the steps that are asked after the answers so far."""
        return forms.steps(self.form, self.draft.values)

    @property
    def files(self) -> dict[str, str]:
        """Return the names of the attached files by reference."""
        references = forms.references(self.form, self.draft.values)
        return {**self.given, **documents.names_of(self.draft.owner, references)}

    @property
    def voice(self) -> Voice:
        """Return how the form's own words are said on this page."""
        origins = origins_of(self.draft, numbers=self.door == PUBLIC)
        return Voice(say=gettext, files=self.files, origins=origins)

    @property
    def check_url(self) -> str:
        """Return the address where all answers are looked through."""
        return reverse(f"{self.door}:check", args=[self.draft.id])

    def step_url(self, step: str = "") -> str:
        """Return the address of a step, by default the one on which the draft was left."""
        return step_url(self.draft, step, door=self.door)


def begun(
    version: MatterVersion,
    person: Person,
    party: Party,
    *,
    key: str,
    whose: str = "",
    given: Mapping[str, Json] = NOTHING,
) -> OpenDraft:
    """Return the person's open draft for this version, or a new one with what is known of the party filled in.

    `given` are answers by data element that are at hand besides; what the register vouches for goes before them.
    """
    purpose = f"{whose}{VERSION}{version.pk}"
    for draft in drafts.open_drafts(person.actor_id):
        if draft.purpose == purpose:
            return draft
    used = {
        name: one
        for name, one in own_values(party).items()
        if name not in given or one.source == REGISTER
    }
    known = {**given, **{name: cast("Json", one.value) for name, one in used.items()}}
    origins = {name: (one.source, one.since.isoformat()) for name, one in used.items()}
    asked = forms.form(version.form or {})
    return start_draft(
        act_of(person, key=key),
        purpose=purpose,
        values=forms.prefilled(asked, known),
        filled=forms.filled_in(asked, known, origins),
    )


def opened(person: Person, draft_id: int, *, door: str) -> Application | None:
    """Return the person's open draft with its form; `None` where there is none, it is closed or another's."""
    try:
        draft = drafts.draft_of(person.actor_id, draft_id)
    except Refusal:
        return None
    version = version_of(draft)
    if draft.closed or version is None or version.form is None:
        return None
    return Application(draft, version, forms.form(version.form), door, whose(draft))


def send(
    one: Application, party_id: int, act: Act, *, channel: str, wanted: Wanted = PLAIN
) -> Receipt:
    """提交: hand the application in. The draft closes with it, or neither happens; sending it twice gives the first receipt."""
    intake = Intake(
        version=one.version.pk,
        party=party_id,
        values=dict(one.draft.values),
        channel=channel,
        received_on=day_of(act.at),
        purpose=wanted.purpose,
        certificate=wanted.certificate,
        delivery=wanted.delivery,
        earlier=wanted.earlier,
    )
    with transaction.atomic():
        receipt = submit(intake, act)
        give_up(one.draft.id, act)
    return receipt


def keep_answers(one: Application, act: Act, *, values: Values, step: str) -> OpenDraft:
    """Keep what was typed, and one's files that it refers to for as long as the draft lives; a case keeps its own."""
    with transaction.atomic():
        draft = keep_draft(one.draft.id, act, values=values, step=step)
        references = [each for each in forms.references(one.form, values) if each not in one.given]
        ids = [documents.number_of(each) for each in references]
        use(ids, act, subject=_subject(draft.id))
    return draft


def give_up(draft_id: int, act: Act) -> None:
    """Close a draft that was sent or given up; files that no case took over are cleared away later."""
    with transaction.atomic():
        close_draft(draft_id, act)
        release(_subject(draft_id))


def _subject(draft_id: int) -> str:
    return f"draft/{draft_id}"


def step_url(draft: OpenDraft, step: str = "", *, door: str) -> str:
    """Return the address of a step behind that door, by default the one on which the draft was left."""
    step = step or draft.step
    if step:
        return reverse(f"{door}:step", args=[draft.id, step])
    return reverse(f"{door}:draft", args=[draft.id])


def version_of(draft: OpenDraft) -> MatterVersion | None:
    """Return the version that a draft applies for; `None` for drafts of another kind."""
    _, named, number = draft.purpose.rpartition(VERSION)
    return version_by_id(int(number)) if named and number.isdecimal() else None


def whose(draft: OpenDraft) -> str:
    """Return what stands before the version in a draft's purpose: empty for one's own, `counter/12/` for party 12."""
    return draft.purpose.rpartition(VERSION)[0]
