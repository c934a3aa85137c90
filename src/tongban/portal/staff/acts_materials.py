"""容缺材料的办理事项: note what was let follow later, or was missing at the intake, when it comes on paper."""

from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.events import MaterialsTaken
from tongban.kernel.cases.labels import TAKEN
from tongban.kernel.cases.taking import LATER, MISSING, ON_PAPER
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import Scene, chosen_from

CLOSED = frozenset({"archived", "void"})


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield what the reader may note of materials that are still to come."""
    names = {one.key: one.name for one in scene.materials}
    options = [(key, names.get(key, key)) for key in still_to_come(scene)]
    if not scene.handles or scene.state in CLOSED or not options:
        return
    yield Offer(
        "take_materials",
        gettext("Note a material that came later"),
        gettext("Note it"),
        scene.seen,
        (
            Control("material", gettext("Material"), "choice", options=options),
            Control("how", gettext("How it came"), "choice", options=chosen_from(TAKEN, *ON_PAPER)),
        ),
        gettext("It was let follow later, or was missing when the application was taken in."),
    )


def still_to_come(scene: Scene) -> list[str]:
    """Return the materials whose last note is that they are missing or follow later."""
    events = [one.event for one in scene.story.happened if isinstance(one.event, MaterialsTaken)]
    found = {each.material: each.how for event in events for each in event.taken}
    return [key for key, how in found.items() if how in (LATER, MISSING)]


def take_materials(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """收取材料: note how a material came."""
    return actions.take_materials(
        scene.story.case.number,
        act,
        version=posted.number("version"),
        taken=[(posted.text("material", 60), posted.text("how", 20))],
    )


ACTS = {"take_materials": take_materials}
