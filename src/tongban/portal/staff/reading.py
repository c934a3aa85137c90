"""办件的可见范围: which case a member of the staff may open, and from which post behind the mask."""

from django.http import Http404

from tongban.kernel.cases.events import RoundOpened
from tongban.kernel.cases.queries import SEES_ALL, Case, case_by_number
from tongban.kernel.cases.story import Story
from tongban.kernel.identity.queries import Person, Post, mandate_for, posts_of
from tongban.kernel.identity.rules import Power
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
    """Return the post from which the person may look behind the mask in this case, or `None`."""
    on, case, organs = today(), story.case, organs_in(story)
    for post in posts_of(person, on=on):
        within = post.organ_id in organs or (post.duty in SEES_ALL and post.home == case.home)
        if within and mandate_for(
            post=post, power=Power.UNMASK, organ=post.organ, matter_id=case.matter, on=on
        ):
            return post
    return None


def organs_in(story: Story) -> set[int]:
    """Return the organ whose matter it is and all that took or take part."""
    opened = [one.event for one in story.happened if isinstance(one.event, RoundOpened)]
    return {story.case.organ} | {
        item.organ for event in opened for item in event.items if item.organ is not None
    }
