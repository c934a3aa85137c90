"""草稿: an applicant's own applications, begun and not yet sent."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext

from tongban.kernel import Refusal
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.documents.queries import reusable
from tongban.kernel.forms import queries as drafts
from tongban.kernel.forms.queries import OpenDraft
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import Party, party_of
from tongban.portal.applications import (
    Application,
    begun,
    opened,
    step_url,
    version_of,
    whose,
)
from tongban.portal.moments import today
from tongban.portal.public.choosing import Wish, begun_with, earlier_of, is_own, purpose_name
from tongban.portal.public.said import beside

DOOR = "public"


@dataclass(frozen=True, slots=True)
class Begun:
    """未提交的申请: one line of the list of drafts."""

    title: str
    url: str
    at: datetime


def begin(
    version: MatterVersion, person: Person, party: Party, *, key: str, wish: Wish | None = None
) -> str:
    """Begin an application or find the one that was begun; return the address to go on at.

    One about a certificate is another than a new one, however much of either is filled in.
    """
    about = wish.whose if wish is not None else ""
    return step_url(begun(version, person, party, key=key, whose=about), door=DOOR)


def application(person: Person, draft_id: int) -> Application | None:
    """Return the person's own open draft; `None` where there is none, it is closed or another's."""
    found = opened(person, draft_id, door=DOOR)
    if found is None or not is_own(found.whose):
        return None
    earlier = earlier_of(found.whose)
    return replace(found, given=_files_of(earlier, person)) if earlier else found


def _files_of(earlier: str, person: Person) -> dict[str, str]:
    """Return the files that stay from the case that is taken up, by reference, if it is the person's own."""
    party, case = party_of(person), case_by_number(earlier, person, on=today())
    own = case is not None and party is not None and case.party == party.pk
    return {one.reference: one.name for one in reusable(f"case/{earlier}")} if own else {}


def drafts_of(person: Person) -> list[Begun]:
    """Return what the person began for himself and did not send, the last touched first."""
    own = [one for one in drafts.open_drafts(person.actor_id) if is_own(whose(one))]
    found = [(one, version_of(one)) for one in own]
    return [
        Begun(_title(version, one), step_url(one, door=DOOR), one.updated_at)
        for one, version in found
        if version is not None
    ]


def _title(version: MatterVersion, draft: OpenDraft) -> str:
    about = whose(draft)
    again = gettext("applied for again") if earlier_of(about) else ""
    return beside(version.name, purpose_name(begun_with(about)[0]) or again)


def not_an_applicant() -> Refusal:
    """Return the refusal for somebody who is signed in but is no applicant."""
    return Refusal(
        "portal.not_an_applicant",
        "Your account is not linked to an applicant. Sign in as a citizen, or have the window take the application in.",
    )
