"""办理现场: a case, who looks at it and from which parts, and what the procedure and the state allow now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.cases.standing import Standing, leading, taking_part
from tongban.kernel.cases.story import Story
from tongban.kernel.cases.tasks import Task
from tongban.kernel.catalogue.queries import Material
from tongban.kernel.identity.queries import Person
from tongban.kernel.law.queries import LawInForce, in_force
from tongban.portal.staff.controls import Options
from tongban.standards.parameters import Value

ANSWERS_THE_APPLICATION = frozenset({"accept", "decide", "review"})
BEFORE_ACCEPTANCE = frozenset({"submitted", "supplementing"})


@dataclass(frozen=True, slots=True)
class Scene:
    """办理现场. `task` is the reader's open step before acceptance.

    `handles`: his posts have to do with the case; `leads`: they lead it or took it in.
    """

    story: Story
    reader: Person
    on: date
    task: Task | None
    handles: bool
    leads: bool
    materials: Sequence[Material]
    law: LawInForce

    @property
    def state(self) -> str:
        """Return the state of the case."""
        return self.story.case.state

    @property
    def seen(self) -> int:
        """Return the last event of the case, which goes back with what is done on it as a whole."""
        return self.story.case.n

    def may(self, verb: str) -> bool:
        """Tell whether the procedure allows the verb on the case as it stands."""
        return self.story.procedure.allows(verb, self.state)

    def legal(self, name: str) -> Value:
        """Return a legal number as it stands in the case's county now."""
        return self.law.parameter(name, on=self.on, region=str(self.story.case.home))

    def days(self, name: str) -> int:
        """Return a legal number of days as it stands in the case's county now."""
        return self.legal(name).number


def scene_of(story: Story, reader: Person, *, on: date) -> Scene:
    """Return the scene for a reader who was already found to see the case."""
    early = story.case.state in BEFORE_ACCEPTANCE
    steps = [task for task in story.tasks if task.act in ANSWERS_THE_APPLICATION]
    leads = _stands(leading, story, reader, on=on)
    return Scene(
        story=story,
        reader=reader,
        on=on,
        task=steps[0] if early and steps else None,
        handles=leads or _stands(taking_part, story, reader, on=on),
        leads=leads,
        materials=list(story.version.materials.all()),
        law=in_force(),
    )


def chosen_from(labels: Mapping[str, object], *keys: str) -> Options:
    """Return labels as the choices of a form, in their own order: those of `keys`, or all."""
    return [(key, str(label)) for key, label in labels.items() if not keys or key in keys]


def _stands(standing: Callable[..., Standing], story: Story, reader: Person, *, on: date) -> bool:
    try:
        standing(reader.actor_id, story.state, on=on)
    except Refusal:
        return False
    return True
