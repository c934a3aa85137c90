"""转办、减签的办理事项: giving one's step to a colleague, and letting those go who were asked to join it."""

from collections.abc import Iterator

from django.utils.translation import gettext, pgettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.rules import HELP, OPEN
from tongban.kernel.cases.state import ItemRow
from tongban.kernel.identity.queries import names_of, people_of
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


def removable(scene: Scene) -> Iterator[Offer]:
    """Yield the form by which those go who were added and did not act yet, for who added them."""
    own_posts = {item.post for item in _items_of_reader(scene)}
    state = scene.story.state
    for origin in state.items.values():
        added = [
            one
            for one in state.items.values()
            if one.origin == origin.id
            and one.kind in {HELP, "after", "beside"}
            and one.state in OPEN
        ]
        if not added or origin.post not in own_posts:
            continue
        names = names_of({f"post/{one.post}" for one in added})
        options = [(str(one.id), names.get(f"post/{one.post}", "")) for one in added]
        yield Offer(
            "remove", gettext("Take away who was added"), pgettext("people", "Take away"),
            state.rounds[origin.round].version,
            (
                Control("items", gettext("Who need not act any more"), "checks", options=options),
                Control("reason", gettext("Reasons"), "area"),
            ),
            about=origin.id,
        )  # fmt: skip


def _items_of_reader(scene: Scene) -> list[ItemRow]:
    """Return the items that the reader has or did, or that wait for those he asked."""
    mine = {one.item for one in scene.story.tasks if not one.behalf}
    return [
        one
        for one in scene.story.state.items.values()
        if one.id in mine or scene.reader.actor_id in {one.by, one.holder}
    ]


def transfer(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """转办: give the step to a colleague."""
    seen, item = posted.number("version"), posted.number("item")
    to, reason = posted.text("to", 40), posted.text("reason")
    number = scene.story.case.number
    return actions.transfer(number, act, version=seen, item=item, to=to, reason=reason)


ACTS = {"transfer": transfer}
