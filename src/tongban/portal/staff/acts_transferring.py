"""转办的办理事项: giving one's step to a colleague."""

from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.identity.queries import people_of
from tongban.portal.staff.acts_working import own
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import Scene


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield the form by which the reader gives his step to a colleague of the organ."""
    task = own(scene)
    organ = scene.story.state.items[task.item].organ if task is not None else None
    if task is None or organ is None:
        return
    near = [
        (one.actor_id, one.name)
        for one in people_of(organ, on=scene.on)
        if one.pk != scene.reader.pk
    ]
    if near:
        yield Offer(
            "transfer",
            gettext("Hand this step to a colleague"),
            gettext("Hand on"),
            task.version,
            (
                Control("to", gettext("Colleague who takes it over"), "choice", options=near),
                Control("reason", gettext("Reason for handing on"), "area"),
            ),
            gettext("You are out of it then. No limit waits for it."),
            item=task.item,
        )


def transfer(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """转办: give the step to a colleague."""
    seen, item = posted.number("version"), posted.number("item")
    to, reason = posted.text("to", 40), posted.text("reason")
    number = scene.story.case.number
    return actions.transfer(number, act, version=seen, item=item, to=to, reason=reason)


ACTS = {"transfer": transfer}
