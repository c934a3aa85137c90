"""原件保管: original papers change hands by signed lists only, and go back to the applicant."""

from collections.abc import Sequence

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import handles, takes_part
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import HandoverOffered, HandoverSigned, Original, OriginalsTaken
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import applicant_of, posts_held, taking_part
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of

PARTY = "party"
MOST_COPIES = 99


def take_originals(
    number: str, act: Act, *, version: int, taken: Sequence[tuple[str, str, int]]
) -> Receipt:
    """留存原件: note which originals one keeps: material key, name of the paper, copies."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        takes_part(recorder)
        rules.unchanged(recorder.state, version)
        rules.not_archived(recorder.state.row)
        keys = {each.key for each in matter.materials.all()}
        if not taken or any(
            key not in keys or not name.strip() or not 1 <= copies <= MOST_COPIES
            for key, name, copies in taken
        ):
            raise Refusal(
                "case.no_originals",
                "Please say of each original which material it is, its name and how many copies.",
            )
        first = 1 + max(recorder.state.originals, default=0)
        originals = tuple(
            Original(first + place, key, "", copies)
            for place, (key, _name, copies) in enumerate(taken)
        )
        names = {
            str(first + place): name.strip()[:200] for place, (_key, name, _n) in enumerate(taken)
        }
        recorder.add(OriginalsTaken(originals, recorder.content("names", {"names": names})))

    listed = [list(each) for each in taken]
    return run("take_originals", number, act, work, asked={"version": version, "taken": listed})


def offer_handover(
    number: str, act: Act, *, version: int, originals: Sequence[int], to: str
) -> Receipt:
    """原件移交: hand a list of originals to somebody who takes part (`person/3`) or back to the applicant (`party`).

    Offered again before it was signed, the new list takes the place of the old one. For a holder who has no post any
    more, somebody who handles the case hands them on.
    """

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        takes_part(recorder)
        rules.unchanged(recorder.state, version)
        rows = [recorder.state.originals.get(each) for each in originals]
        if not rows or any(one is None or not _hands_on(recorder, one.holder) for one in rows):
            raise Refusal(
                "case.not_the_holder",
                "Only who has the originals can hand them on. Please let the holder do it.",
            )
        if to != PARTY:
            taking_part(to, recorder.state, on=day_of(act.at))
        lists = [one.handover or 0 for one in recorder.state.originals.values()]
        recorder.add(HandoverOffered(1 + max(lists), tuple(sorted(set(originals))), to))

    asked = {"version": version, "originals": list(originals), "to": to}
    return run("offer_handover", number, act, work, asked=asked)


def sign_handover(number: str, act: Act, *, version: int, handover: int) -> Receipt:
    """签收原件: the receiver signs; for the applicant who signed on paper, the one who handed them over notes it."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        rules.unchanged(recorder.state, version)
        rows = [
            one
            for one in recorder.state.originals.values()
            if one.handover == handover and one.offered_to is not None
        ]
        to = rows[0].offered_to if rows else None
        applicant = applicant_of(recorder.state.row.party)
        if to == PARTY and act.by != applicant:
            takes_part(recorder)
        noted = to == PARTY and (act.by == applicant or _hands_on(recorder, rows[0].holder))
        if act.by != to and not noted:
            raise rules.not_found()
        recorder.add(HandoverSigned(handover, PARTY if to == PARTY else act.by))

    return run("sign_handover", number, act, work, asked={"version": version, "list": handover})


def _hands_on(recorder: Recorder, holder: str) -> bool:
    """Tell whether the actor may hand on what this holder has: his own, or what somebody left who has no post any more."""
    act = recorder.act
    if holder in (act.by, PARTY):
        return holder == act.by
    if posts_held(holder, on=day_of(act.at)):
        return False
    handles(recorder)
    return True
