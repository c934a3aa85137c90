"""去除脱敏的岗位: from which post somebody may look behind the mask in a case."""

from datetime import date

from tongban.kernel.cases.events import RoundOpened
from tongban.kernel.cases.queries import SEES_ALL
from tongban.kernel.cases.rules import READ
from tongban.kernel.cases.story import Story
from tongban.kernel.identity.queries import Person, Post, mandate_for, posts_of
from tongban.kernel.identity.rules import Power


def unmask_post(person: Person, story: Story, *, on: date) -> Post | None:
    """Return the post from which the person may look behind the mask in this case, or `None`."""
    case, organs = story.case, _organs_in(story)
    for post in posts_of(person, on=on):
        within = post.organ_id in organs or (post.duty in SEES_ALL and post.home == case.home)
        if within and mandate_for(
            post=post, power=Power.UNMASK, organ=post.organ, matter_id=case.matter, on=on
        ):
            return post
    return None


def _organs_in(story: Story) -> set[int]:
    """Return the organ whose matter it is and all that took or take part; reading alone is none."""
    opened = [one.event for one in story.happened if isinstance(one.event, RoundOpened)]
    return {story.case.organ} | {
        item.organ
        for event in opened
        for item in event.items
        if item.organ is not None and item.kind != READ
    }
