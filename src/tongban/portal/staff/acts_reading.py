"""传阅的办理事项: asking others to read the case, and saying that one has read it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.events import Circulated
from tongban.kernel.cases.rules import READ
from tongban.portal.staff.controls import Control, Offer
from tongban.portal.staff.named import asked_for, named_in
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import Scene
from tongban.portal.staff.telling_handling import asked_to_read


def reading(scene: Scene) -> Iterator[Offer]:
    """Yield the forms by which the reader says that he has read what he was asked to."""
    for task in scene.story.tasks:
        if task.act == READ:
            yield Offer(
                "note_reading",
                gettext("Read this case"),
                gettext("I have read it"),
                task.version,
                (Control("words", gettext("Remark"), "area", required=False),),
                _asked(scene, task.item),
                item=task.item,
                open=True,
            )  # fmt: skip


def offers(scene: Scene) -> Iterator[Offer]:
    """Yield the form by which who handles the case asks others to read it."""
    if not scene.handles or scene.story.case.closed_at is not None:
        return
    yield Offer(
        "circulate",
        gettext("Give others to read"),
        gettext("Give to read"),
        scene.seen,
        (
            *asked_for(scene),
            Control("until", gettext("To be read by"), "date", required=False, low=scene.on.isoformat()),
            Control("words", gettext("What to look at"), "area", required=False),
        ),
        gettext("They find the case under To read, and may look at it. No limit waits for them."),
    )  # fmt: skip


def _asked(scene: Scene, item: int) -> str:
    """Say who asked, until when, and what to look at."""
    round_ = scene.story.state.items[item].round
    for one in scene.story.happened:
        event = one.event
        if isinstance(event, Circulated) and event.round == round_:
            return asked_to_read(one, event)
    return ""


def circulate(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """传阅: ask the colleagues that were ticked and the others that were named."""
    return actions.circulate(
        scene.story.case.number,
        act,
        version=posted.number("version"),
        readers=named_in(scene, posted),
        until=posted.day("until") if posted.text("until") else None,
        words=posted.text("words"),
    )


def note_reading(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """已阅: say that the reader has read it."""
    seen, item = posted.number("version"), posted.number("item")
    words = posted.text("words")
    return actions.note_reading(scene.story.case.number, act, version=seen, item=item, words=words)


ACTS = {"circulate": circulate, "note_reading": note_reading}
