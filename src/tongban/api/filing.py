"""归档: the file that a client closes; closing leaves it as it is, so that a repeated wish is the same."""

from pathlib import Path
from typing import Any

from django.conf import settings

from tongban.api.acting import Seen
from tongban.api.moments import now, today
from tongban.api.problems import not_found
from tongban.api.shapes.asks import ArchiveIn
from tongban.kernel.archives.building import file_of
from tongban.kernel.cases.proceeding import may
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.unmasking import unmask_post


def filed(_body: ArchiveIn, seen: Seen) -> dict[str, Any]:
    """Return digest and size of the file, to who may look behind the mask in this case: a file shows everything."""
    story = story_of(seen.case, seen.client.person, at=now())
    if unmask_post(seen.client.person, story, on=today()) is None:
        raise not_found()
    refusal = may(story.state.row, "archive")
    if refusal is not None and not seen.repeated:
        raise refusal
    made = file_of(story, fonts=Path(settings.TONGBAN_TYPE))
    return {"digest": made.digest, "papers": len(made.pieces)}
