"""归档前成卷: to whom the file of a case is shown, and with what it is closed, whichever door asks."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tongban.kernel import Refusal
from tongban.kernel.archives.building import file_of
from tongban.kernel.cases.events import Archived
from tongban.kernel.cases.proceeding import may
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import Story, story_of
from tongban.kernel.cases.unmasking import unmask_post
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person, Post


@dataclass(frozen=True, slots=True)
class Closing:
    """归档摘要: digest of the file's index, and how many pieces it holds."""

    digest: str
    papers: int


def opened(case: Case, person: Person, *, at: datetime) -> tuple[Story, Post]:
    """Return the story of a case that the person sees, and the post from which the whole file may be shown.

    Refuses who may not look behind the mask in this case: a file shows everything.
    """
    story = story_of(case, person, at=at)
    post = unmask_post(person, story, on=day_of(at))
    if post is None:
        raise Refusal(
            "archives.masked",
            "The file of a case shows everything in it, and you may not look behind the mask in this one. Ask the security administrator to have that power granted, or let somebody who has it close the file.",
        )
    if story.hidden:
        raise Refusal(
            "archives.narrowed",
            "The file of a case shows everything in it, and at your step some of the form is not shown. Let somebody who sees all of it close the file or take it along.",
        )
    return story, post


def closing_of(story: Story, *, fonts: Path) -> Closing:
    """Return with what the file is closed, or was; refuse, before it is made, where the case does not stand so."""
    closed = closed_with(story)
    if closed is not None:
        return closed
    refusal = may(story.state.row, "archive")
    if refusal is not None:
        raise refusal
    made = file_of(story, fonts=fonts)
    return Closing(made.digest, len(made.pieces))


def closed_with(story: Story) -> Closing | None:
    """Return with what the file was closed; `None` while it is open."""
    found = [one.event for one in story.happened if isinstance(one.event, Archived)]
    return Closing(found[-1].digest, found[-1].papers) if found else None
