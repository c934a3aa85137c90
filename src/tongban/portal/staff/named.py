"""点名: choosing people of the staff in a form: colleagues by ticking, others of the county by their names."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel import Refusal
from tongban.kernel.identity.queries import people_of, posts_of
from tongban.kernel.identity.queries.people import staff_called
from tongban.portal.staff.controls import Control, Options
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.scene import Scene

NAMED = re.compile(r"^(.+?)\s*[（(](.+?)[）)]$")
MOST_NEAR = 30


def asked_for(scene: Scene) -> Iterator[Control]:
    """Yield the two fields in which people are named."""
    if options := near(scene):
        yield Control("near", gettext("Colleagues"), "checks", options=options, required=False)
    yield Control(
        "others", gettext("Others of this county"), required=False,
        help=gettext("Names, parted by commas. Where two have one name, add the department in brackets."),
    )  # fmt: skip


def named_in(scene: Scene, posted: Posted) -> list[str]:
    """Return the actor ids of those who were ticked and named; refuse a name that nobody or several have."""
    named = [_called(scene, scene.story.case.home, name) for name in posted.names("others")]
    return [*posted.texts("near"), *named]


def near(scene: Scene) -> Options:
    """Return the other people of the reader's own organs."""
    organs = dict.fromkeys(post.organ_id for post in posts_of(scene.reader, on=scene.on))
    people = {one.actor_id: one.name for organ in organs for one in people_of(organ, on=scene.on)}
    return [(key, name) for key, name in people.items() if key != scene.reader.actor_id][:MOST_NEAR]


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
