"""办件的可见范围: which case a member of the staff may open, and from which post behind the mask."""

from django.http import Http404

from tongban.kernel.cases import unmasking
from tongban.kernel.cases.queries import Case, case_by_number
from tongban.kernel.cases.story import Story
from tongban.kernel.identity.queries import Person, Post
from tongban.kernel.parties.queries import party_of
from tongban.portal.moments import today


def staff_case(person: Person, number: str) -> Case:
    """Return the case if the person's posts may see it; anything else does not exist."""
    found = case_by_number(number, person, on=today())
    if found is None or is_applicant(person, found):
        raise Http404
    return found


def is_applicant(person: Person, case: Case) -> bool:
    """Tell whether the person asks in this case; who does follows it as the public does (回避)."""
    party = party_of(person)
    return party is not None and party.pk == case.party


def unmask_post(person: Person, story: Story) -> Post | None:
    """Return the post from which the person may look behind the mask in this case today, or `None`."""
    return unmasking.unmask_post(person, story, on=today())
