"""来件登记的办理事项: noting a message for which the flow of the case waits, with the facts that it asks for."""

from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.awaiting import awaited
from tongban.kernel.cases.routing import flow_of
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.posted import SHORT, Posted
from tongban.portal.staff.scene import Scene


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield the form by which a message is noted, where the case waits for any."""
    if not scene.leads or scene.story.case.closed_at is not None:
        return
    flow = flow_of(scene.story.version)
    waited = [one for one in awaited(scene.story.state, flow) if one.node.trigger.sort == "message"]
    found = {one.node.id: one.name for one in waited}
    if not found:
        return
    facts = [
        Control(f"{node}.{fact}", fact, only=node if len(found) > 1 else "", required=False)
        for node in found
        for fact in flow.facts_of(node)
    ]
    yield Offer(
        "note_message",
        gettext("Note what arrived: {what}").format(what=gettext("; ").join(found.values())),
        gettext("Note"),
        scene.seen,
        (
            Control(
                "message",
                gettext("What arrived"),
                "choice",
                value=next(iter(found)) if len(found) == 1 else "",
                options=list(found.items()),
            ),
            Control("words", gettext("What it says, and how it came"), "area"),
            *facts,
        ),
        gettext("The flow goes on by it."),
        open=any(one.host is None for one in waited),
    )


def note_message(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """来件登记: note a message that came."""
    message = posted.text("message", SHORT)
    asked = flow_of(scene.story.version).facts_of(message)
    said = {fact: posted.text(f"{message}.{fact}") for fact in asked}
    return actions.note_message(
        scene.story.case.number, act, version=posted.number("version"), message=message,
        words=posted.text("words"), facts={fact: _plain(text) for fact, text in said.items() if text},
    )  # fmt: skip


def _plain(text: str) -> str | int:
    """Return a whole number as such, so that a condition can compare it; codes with a nought before stay texts."""
    return int(text) if text.isascii() and text.isdecimal() and str(int(text)) == text else text


ACTS = {"note_message": note_message}
