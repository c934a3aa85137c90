"""派发规则: which posts get the work of a node, in which order and weight, and who stands in where nobody holds one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.events import ItemData
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import applicant_of, organ_of_applicant
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.catalogue.rules import APPLICANTS_ORGAN
from tongban.kernel.clock import day_of
from tongban.kernel.flows import Manner, Node
from tongban.kernel.identity.queries import Post, held, posts_for
from tongban.kernel.identity.rules import Duty


@dataclass(frozen=True, slots=True)
class Staffed:
    """The work items of a node about to open, and the rule by which others than the flow names have to act (空审批人规则)."""

    items: tuple[ItemData, ...]
    stood_in: str


def staffed(recorder: Recorder, node: Node, version: MatterVersion) -> Staffed | None:
    """Return who has to act at `node`; `None` where nobody is there and the review may be skipped.

    The applicant never acts on his own case (回避): where a post that he alone holds has a stand-in, that one gets the work.
    """
    manner, bound = node.manner, version.performers
    items: list[ItemData] = []
    stood_in, first = "", recorder.state.row.last_item + 1
    for turn, key in enumerate(manner.performers):
        posts, rule = _posts(recorder, node, bound.get(key), skip=manner.nobody == "skip")
        stood_in = rule or stood_in
        for post in posts:
            made = replace(
                item_for(post, first + len(items), kind="veto" if key in manner.veto else "main"),
                step=turn + 1 if manner.order == "one-by-one" else 1,
                weight=manner.weight(key),
                state=_state(manner, items, turn),
            )
            if all(made.post != other.post for other in items):
                items.append(made)
    if not items:
        return None
    if manner.dispatcher:
        posts, rule = _posts(recorder, node, bound.get(manner.dispatcher), skip=False)
        stood_in = rule or stood_in
        items += [
            item_for(post, first + len(items) + at, kind="dispatch")
            for at, post in enumerate(posts)
        ]
    return Staffed(tuple(items), stood_in)


def _state(manner: Manner, before: list[ItemData], turn: int) -> str:
    """Tell whether the items of a performer are open at once or wait: for their dispatch, or for those before them."""
    if manner.hand.startswith("dispatch"):
        return "waiting"
    earlier = any(one.step < turn + 1 for one in before)
    return "waiting" if manner.order == "one-by-one" and earlier else "open"


def item_for(post: Post, id_: int, *, kind: str = "main") -> ItemData:
    """Return an open work item of a post, with one voice."""
    return ItemData(
        id=id_,
        post=post.pk,
        post_home=post.home,
        organ=post.organ_id,
        party=None,
        kind=kind,
        origin=None,
        step=1,
        weight=1,
        state="open",
    )


def _posts(
    recorder: Recorder, node: Node, to: Mapping[str, Any] | None, *, skip: bool
) -> tuple[list[Post], str]:
    """Return the posts that may act for a performer, and the rule by which they stand in, if they do."""
    if to is None:
        raise Refusal(
            "case.no_performer",
            "The step {name} is bound to nobody. Please have the catalogue keeper mend it.",
            name=node.name,
        )
    on = day_of(recorder.act.at)
    besides = {applicant_of(recorder.state.row.party) or ""}
    organ = _organ_of(recorder, to["organ"])
    named = posts_for(organ, to["duty"], on=on)
    posts = held(named, on=on, besides=besides)
    if posts or skip:
        return posts, ""
    if node.manner.nobody == "leader":
        leaders = posts_for(organ, Duty.LEADER, on=on)
        posts = held(leaders, on=on, besides=besides)
        if posts:
            return posts, "leader"
    # The applicant's own post gets the work too: he is refused when he acts, and a colleague can be appointed to it.
    posts = held(named, on=on)
    if posts:
        return posts, ""
    raise nobody_there(node)


def _organ_of(recorder: Recorder, bound: int | str) -> int:
    """Return the organ that a performer is bound to; where that is the applicant's, the one of the first post he holds."""
    if bound != APPLICANTS_ORGAN:
        return int(bound)
    organ = organ_of_applicant(recorder.state.row.party, on=day_of(recorder.act.at))
    if organ is None:
        raise Refusal(
            "case.applicant_of_no_organ",
            "This is for the staff of organs, and the applicant holds no post in any. Please have the system administrator appoint him, then repeat.",
        )
    return organ


def nobody_there(node: Node) -> Refusal:
    """Return the refusal of the step before one that nobody can take."""
    return Refusal(
        "case.nobody",
        "Nobody holds the post for the step {name}. Please have its organ appoint somebody, then repeat.",
        name=node.name,
    )
