"""派发: which posts must act when a node opens."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.events import ItemData, Moved, RoundOpened, TokenData
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.rules import need_of
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.flows import Flow, Marking, Node, Step, Token, compiled
from tongban.kernel.identity.queries import Post, held, posts_for


@lru_cache(maxsize=512)
def _compiled(xml: str) -> Flow:
    return compiled(xml.encode())


def flow_of(version: MatterVersion) -> Flow:
    """Return the compiled flow of a published version."""
    if version.flow is None:
        raise Refusal(
            "case.no_flow",
            "{matter} has no flow and takes no applications online. Please apply at the counter of its organ.",
            matter=version.name,
        )
    return _compiled(version.flow)


def marking_of(recorder: Recorder) -> Marking:
    """Return where the flow rests."""
    live = [token for token in recorder.state.tokens.values() if token.state == "live"]
    tokens = tuple(Token(t.id, t.node, t.arrow, t.parent) for t in sorted(live, key=lambda t: t.id))
    return Marking(tokens, recorder.state.row.last_token)


def follow(recorder: Recorder, flow: Flow, step: Step, version: MatterVersion, on: date) -> None:
    """Record a flow step: the move, and a round for each task that opened."""
    opened = tuple(TokenData(t.id, t.node, t.arrow, t.parent) for t in step.opened)
    recorder.add(Moved(step.consumed, opened, step.marking.last, step.ended))
    for token in step.opened:
        node = flow.nodes[token.node]
        if node.kind == "user":
            recorder.add(_opening(recorder, token, node, version, on))


def _opening(
    recorder: Recorder, token: Token, node: Node, version: MatterVersion, on: date
) -> RoundOpened:
    state = recorder.state
    posts = performers(version.performers, node, on)
    ordinal = 1 + sum(round_.node == node.id for round_ in state.rounds.values())
    items = items_for(posts, first=state.row.last_item + 1)
    return RoundOpened(
        round=state.row.last_round + 1,
        token=token.id,
        node=node.id,
        name=node.name,
        ordinal=ordinal,
        act=node.act or "review",
        rule=node.rule,
        need=need_of(node.rule, [item.organ for item in items]),
        items=items,
    )


def items_for(posts: Iterable[Post], *, first: int, kind: str = "main") -> tuple[ItemData, ...]:
    """Return one open work item for each post, numbered from `first`."""
    return tuple(
        ItemData(
            id=first + offset,
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
        for offset, post in enumerate(posts)
    )


def performers(bound: Mapping[str, Any], node: Node, on: date) -> list[Post]:
    """Return the posts that may act at `node`. Where nobody holds one, the step before is refused (空审批人规则)."""
    to = bound.get(node.performer or "")
    if to is None:
        raise Refusal(
            "case.no_performer",
            "The step {name} is bound to nobody. Please have the catalogue keeper mend it.",
            name=node.name,
        )
    posts = held(posts_for(to["organ"], to["duty"], on=on), on=on)
    if not posts:
        raise Refusal(
            "case.nobody",
            "Nobody holds the post for the step {name}. Please have its organ appoint somebody, then repeat.",
            name=node.name,
        )
    return posts
