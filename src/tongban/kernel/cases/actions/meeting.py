"""联审会议: a meeting takes the place of the single opinions of a step that several organs sign together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import ItemCompleted, MeetingHeld
from tongban.kernel.cases.fields import filled_first
from tongban.kernel.cases.handling import at_item
from tongban.kernel.cases.partaking import mine
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.settling import conclude
from tongban.kernel.cases.state import ItemRow, RoundRow
from tongban.kernel.cases.voices import VOTING, of_round
from tongban.kernel.catalogue.queries import MatterVersion

GONE = frozenset({"removed", "recalled"})
RESULTS = {rules.AGREED: "passed", rules.REFUSED: "failed"}


@dataclass(frozen=True, slots=True)
class Minutes:
    """会议纪要: what a meeting came to; `absent` and the keys of `opinions` are organ ids of the round."""

    outcome: str
    text: str
    absent: tuple[int, ...] = ()
    opinions: Mapping[int, str] = field(default_factory=dict)


def meet(number: str, act: Act, *, version: int, item: int, minutes: Minutes) -> Receipt:
    """联审会议: the leading organ records what the meeting came to, which organs were absent, and what single ones said.

    The leading organ (牵头) is the first that the flow names.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        found, round_ = mine(recorder, item, version)
        held = at_item(recorder, item, version, power="review")
        rules.node_act(round_, "review")
        rules.outcome_known(minutes.outcome)
        rules.said(minutes.text)
        organs, absent = _organs(recorder, round_), sorted(set(minutes.absent))
        _in_the_lead(found, organs)
        said = {organ: words.strip() for organ, words in minutes.opinions.items() if words.strip()}
        _of_the_round(organs, absent, said)
        opinions = [{"organ": organ, "words": words} for organ, words in sorted(said.items())]
        kept = recorder.content("minutes", {"text": minutes.text.strip(), "opinions": opinions})
        present = tuple(organ for organ in organs if organ not in absent)
        recorder.add(MeetingHeld(round_.id, minutes.outcome, present, tuple(absent), kept))
        opinion = recorder.content("opinion", {"text": minutes.text.strip()})
        others = tuple(
            sorted(
                one.id
                for one in of_round(recorder.state, round_.id).values()
                if one.state in rules.OPEN and one.id != item
            )
        )
        recorder.add(ItemCompleted(item, minutes.outcome, opinion, held.mandate, others))
        filled_first(recorder, matter, item)
        conclude(recorder, matter, round_.id, RESULTS[minutes.outcome], minutes.text)

    asked = {
        "item": item, "version": version, "outcome": minutes.outcome, "words": minutes.text,
        "absent": sorted(minutes.absent), "opinions": {str(organ): words for organ, words in minutes.opinions.items()},
    }  # fmt: skip
    return run("meet", number, act, work, asked=asked)


def _organs(recorder: Recorder, round_: RoundRow) -> list[int]:
    """Return the organs that sign together, the leading one first."""
    items = sorted(of_round(recorder.state, round_.id).values(), key=lambda one: one.id)
    return list(
        dict.fromkeys(
            one.organ for one in items if one.kind in VOTING and one.organ and one.state not in GONE
        )
    )


def _in_the_lead(item: ItemRow, organs: Sequence[int]) -> None:
    if len(organs) < 2:
        raise Refusal(
            "case.no_meeting",
            "Only one organ has a say at this step, so there is nothing to meet about.",
        )
    if item.organ != organs[0]:
        raise Refusal(
            "case.not_in_the_lead",
            "The organ in the lead records the meeting. Please give your opinion there, or here by yourself.",
        )


def _of_the_round(organs: Sequence[int], absent: Sequence[int], said: Mapping[int, str]) -> None:
    """Refuse organs that have no part in the round, absence of the one in the lead, and words of the absent."""
    if not {*absent, *said} <= set(organs) or organs[0] in absent or set(absent) & set(said):
        raise Refusal(
            "case.meeting_organs",
            "The minutes name organs of this step only; the one in the lead is present, and who was absent said nothing.",
        )
