"""传阅的办理事项: asking others to read the case, and saying that one has read it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.events import Circulated
from tongban.kernel.cases.rules import READ
from tongban.kernel.identity.queries import people_of, posts_of
from tongban.kernel.identity.queries.people import staff_called
from tongban.portal.staff.controls import Control, Offer, Options
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import Scene
from tongban.portal.staff.telling_handling import asked_to_read

NAMED = re.compile(r"^(.+?)\s*[（(](.+?)[）)]$")
MOST_NEAR = 30


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
    near = _near(scene)
    beside = (Control("near", gettext("Colleagues"), "checks", options=near, required=False),)
    yield Offer(
        "circulate",
        gettext("Give others to read"),
        gettext("Give to read"),
        scene.seen,
        (
            *(beside if near else ()),
            Control("others", gettext("Others of this county"), required=False, help=gettext("Names, parted by commas. Where two have one name, add the department in brackets.")),
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


def _near(scene: Scene) -> Options:
    """Return the other people of the reader's own organs."""
    organs = dict.fromkeys(post.organ_id for post in posts_of(scene.reader, on=scene.on))
    people = {one.actor_id: one.name for organ in organs for one in people_of(organ, on=scene.on)}
    return [(key, name) for key, name in people.items() if key != scene.reader.actor_id][:MOST_NEAR]


def circulate(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """传阅: ask the colleagues that were ticked and the others that were named."""
    home = scene.story.case.home
    named = [_called(scene, home, name) for name in posted.names("others")]
    return actions.circulate(
        scene.story.case.number,
        act,
        version=posted.number("version"),
        readers=[*posted.texts("near"), *named],
        until=posted.day("until") if posted.text("until") else None,
        words=posted.text("words"),
    )


def _called(scene: Scene, home: int, name: str) -> str:
    parts = NAMED.match(name)
    called, organ = parts.groups() if parts else (name, "")
    found = [
        one
        for one in staff_called(home, called, on=scene.on)
        if not organ or organ in {one.post.organ.name, one.post.organ.short_name}
    ]
    if not found:
        raise Refusal(
            "portal.nobody_called",
            "Nobody called {name} holds a post in this county. Please check the name.",
            name=name,
        )
    if len(found) > 1:
        raise Refusal(
            "portal.several_called",
            "Several people are called {name}. Please add the department in brackets: {organs}.",
            name=called,
            organs="、".join(one.post.organ.name for one in found),
        )
    return found[0].person.actor_id


def note_reading(scene: Scene, act: Act, posted: Posted) -> Receipt:
    """已阅: say that the reader has read it."""
    seen, item = posted.number("version"), posted.number("item")
    words = posted.text("words")
    return actions.note_reading(scene.story.case.number, act, version=seen, item=item, words=words)


ACTS = {"circulate": circulate, "note_reading": note_reading}
