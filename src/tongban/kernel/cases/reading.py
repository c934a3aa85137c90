"""传阅环节: the round beside the flow in which posts are asked to read a case."""

from collections.abc import Sequence
from datetime import date

from tongban.kernel.cases import rules
from tongban.kernel.cases.events import Circulated, RoundOpened
from tongban.kernel.cases.labels import LATE_STEP, READING, in_chinese
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import items_for
from tongban.kernel.cases.standing import applicant_of
from tongban.kernel.cases.state import RoundRow
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Post, held, posts_for
from tongban.kernel.identity.rules import Duty

NODE = "@reading"


def open_reading(recorder: Recorder, posts: Sequence[Post], until: date | None, words: str) -> None:
    """Ask the posts to read the case, perhaps until a day."""
    state = recorder.state
    round_ = state.row.last_round + 1
    recorder.add(
        RoundOpened(
            round=round_,
            token=-round_,
            node=NODE,
            name=in_chinese(READING),
            ordinal=1 + sum(one.node == NODE for one in state.rounds.values()),
            act=rules.READ,
            rule="all",
            need=len(posts),
            items=items_for(posts, first=state.row.last_item + 1, kind=rules.READ),
        )
    )
    said = recorder.content("words", {"text": words.strip()}) if words.strip() else None
    recorder.add(Circulated(round_, until.isoformat() if until else "", said))


def tell_leaders(recorder: Recorder, late: RoundRow) -> None:
    """升级: ask the leaders of the organs that are late with a step to read the case."""
    on, state = day_of(recorder.act.at), recorder.state
    applicant = applicant_of(state.row.party) or ""
    late_items = [one for one in state.items.values() if one.round == late.id]
    asked = {
        one.post for one in state.items.values() if one.kind == rules.READ and one.state == "open"
    }
    organs = dict.fromkeys(one.organ for one in late_items if one.state in rules.OPEN and one.organ)
    posts = [
        post
        for organ in organs
        for post in held(posts_for(organ, Duty.LEADER, on=on), on=on, besides={applicant})
        if post.pk not in asked
    ]
    if posts:
        open_reading(recorder, posts, None, in_chinese(LATE_STEP) % {"step": late.name})
