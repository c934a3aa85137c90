"""退回、撤回、催办、跳转的办理事项: letting a case go another way than its flow."""

from collections.abc import Iterator

from django.utils.translation import gettext, pgettext

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt, Wish
from tongban.kernel.cases.returning import reachable, recallable, returnable
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.clock import day_of
from tongban.portal.staff.acts_working import own
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.posted import SHORT, Posted
from tongban.portal.staff.scene import Scene


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield the ways back, and the reminder."""
    if scene.story.case.closed_at is not None:
        return
    yield from _send_back(scene)
    yield from _take_back(scene)
    urged = scene.story.case.urged_at
    today = urged is not None and day_of(urged) == scene.on
    if scene.handles and scene.story.case.decided_at is None and not today:
        yield Offer(
            "urge", gettext("Urge whoever has the case"), gettext("Urge"), scene.seen,
            (Control("words", gettext("What is urgent about it"), "area", required=False),),
            gettext("Once a day for all. Everybody who has the case sees it; no limit moves."),
        )  # fmt: skip


def _send_back(scene: Scene) -> Iterator[Offer]:
    task = own(scene)
    if task is None or task.act not in {"review", "decide"} or scene.story.case.decided_at:
        return
    state, flow = scene.story.state, flow_of(scene.story.version)
    found = returnable(state, flow, state.rounds[state.items[task.item].round])
    if not found:
        return
    nodes = [(node, flow.nodes[node].name) for node in found]
    straight = [
        Control(
            "straight", gettext("From there straight back to this step"), "tick", required=False
        )
    ]
    yield Offer(
        "send_back",
        gettext("Send the case back to an earlier step"),
        gettext("Send back"),
        task.version,
        (
            Control("node", gettext("To which step"), "choice", options=nodes),
            *(straight if any(found.values()) else []),
            Control("reason", gettext("What is to be done again, and why"), "area"),
        ),
        gettext("All that is open at this step ends. No limit of the case waits for it."),
        item=task.item,
    )  # fmt: skip


def _take_back(scene: Scene) -> Iterator[Offer]:
    state = scene.story.state
    mine = [one for one in state.items.values() if one.by == scene.reader.actor_id]
    for item in (one for one in mine if recallable(state, one)):
        step = state.rounds[item.round].name
        yield Offer(
            "take_back",
            gettext("{step}: take back what I did").format(step=step),
            pgettext("verb", "Take back"),
            scene.seen,
            (Control("reason", gettext("Reasons"), "area"),),
            gettext("Nobody has gone on with the case yet."),
            about=item.id,
        )  # fmt: skip


def jump_offer(scene: Scene) -> Iterator[Offer]:
    """Yield the form by which a jump is asked for."""
    waiting = {one.kind for one in scene.story.state.requests.values() if one.state == "open"}
    if not scene.leads or "jump" in waiting or not scene.may("decide"):
        return
    state, flow = scene.story.state, flow_of(scene.story.version)
    rounds = [one for one in state.rounds.values() if one.state == "open" and one.token > 0]
    pairs = [
        (f"{one.id}/{node}", f"{one.name} → {flow.nodes[node].name}")
        for one in rounds
        for node in reachable(flow, one)
    ]
    if pairs:
        yield Offer(
            "jump",
            gettext("Ask to let the case jump"),
            gettext("Ask for approval"),
            scene.seen,
            (
                Control("way", gettext("From where to where"), "choice", options=pairs),
                Control("reason", gettext("Reasons"), "area"),
            ),
            gettext("Approved by the head of the organ. All that is open at the step that is left ends."),
        )  # fmt: skip


def send_back(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """退回到节点: have an earlier review done again."""
    back = actions.Back(
        posted.text("node", SHORT), bool(posted.text("straight")), posted.text("reason")
    )
    version, item = posted.number("version"), posted.number("item")
    return actions.send_back(scene.story.case.number, act, version=version, item=item, back=back)


def take_back(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """撤回: take back one's own last step."""
    return actions.take_back(
        scene.story.case.number, act, version=posted.number("version"), item=posted.number("about"),
        reason=posted.text("reason"),
    )  # fmt: skip


def urge(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """催办: remind whoever has the case."""
    version, words = posted.number("version"), posted.text("words")
    return actions.urge(scene.story.case.number, act, version=version, words=words)


def jump(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """申请跳转: ask to let the case leave its flow."""
    round_, _, node = posted.text("way", SHORT).partition("/")
    if not round_.isdecimal() or not node:
        raise Refusal("portal.no_jump", "Please choose from where to where the case is to jump.")
    body = {"round": int(round_), "node": node, "reason": posted.text("reason")}
    return actions.ask(
        scene.story.case.number, act, version=posted.number("version"), wish=Wish("jump", body)
    )


ACTS = {"send_back": send_back, "take_back": take_back, "urge": urge, "jump": jump}
