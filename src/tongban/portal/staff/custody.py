"""原件保管: who has which original paper of a case, and the lists by which they change hands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from tongban.kernel.cases.events import HandoverOffered, HandoverSigned
from tongban.kernel.cases.state import OriginalRow
from tongban.kernel.cases.story import Story
from tongban.kernel.identity.queries import names_of

PARTY = "party"


@dataclass(frozen=True, slots=True)
class Kept:
    """原件: one original with the name of who has it, and the list on which it is offered."""

    row: OriginalRow
    holder: str
    offered: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """移交清单: a list of originals, from whom to whom, signed or not."""

    id: int
    originals: Sequence[OriginalRow]
    giver: str
    given_by: str
    to: str
    receiver: str
    at: datetime
    signed_at: datetime | None

    def signs(self, actor: str, *, handles: bool) -> bool:
        """Tell whether this actor may sign the list now; for the applicant, who handed it over notes the signature."""
        if self.signed_at is not None:
            return False
        return actor == self.to or (self.to == PARTY and handles and actor == self.giver)


def kept_originals(story: Story) -> list[Kept]:
    """Return all originals of the case, those still in the organ's keeping first."""
    rows = list(story.state.originals.values())
    names = _names(story, {actor for one in rows for actor in (one.holder, one.offered_to or "")})
    found = [Kept(one, names[one.holder], names.get(one.offered_to or "", "")) for one in rows]
    return sorted(found, key=lambda kept: (kept.row.holder == PARTY, kept.row.id))


def hand_overs(story: Story) -> list[HandOver]:
    """Return every hand-over list of the case, the first one first."""
    offered = [(one, one.event) for one in story.happened if isinstance(one.event, HandoverOffered)]
    signed = {
        one.event.handover: one.record.at
        for one in story.happened
        if isinstance(one.event, HandoverSigned)
    }
    names = _names(story, {actor for one, event in offered for actor in (one.record.by, event.to)})
    return [
        HandOver(
            id=event.handover,
            originals=[story.state.originals[each] for each in event.originals],
            giver=one.record.by,
            given_by=names[one.record.by],
            to=event.to,
            receiver=names[event.to],
            at=one.record.at,
            signed_at=signed.get(event.handover),
        )
        for one, event in offered
    ]


def _names(story: Story, actors: set[str]) -> Mapping[str, str]:
    """Return the names of actors; the applicant's is masked."""
    people = names_of(actors - {PARTY, ""}) if actors - {PARTY, ""} else {}
    applicant = story.applicant.name if story.applicant else ""
    party = gettext("applicant {name}").format(name=applicant)
    return {**{actor: actor for actor in actors}, **people, PARTY: party}
