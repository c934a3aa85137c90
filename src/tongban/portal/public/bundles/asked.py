"""联办选择: which bundle, which stage and which situation somebody chose, as an address and as the purpose of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from tongban.kernel.bundles.forming import Chosen, versions_of
from tongban.kernel.bundles.plan import Plan, Question, Stage, chosen
from tongban.kernel.bundles.queries import (
    Edition,
    edition_by_id,
    edition_in_force,
    joint_by_number,
    matters_of,
    plan_of,
)
from tongban.kernel.identity.queries import Person

PURPOSE = "bundle/"


@dataclass(frozen=True, slots=True)
class Asked:
    """联办选择: a stage of an edition, the answers so far, and the joint application that it goes on with, if any."""

    edition: Edition
    plan: Plan
    stage: Stage
    answers: Mapping[str, str]
    joint: str = ""

    @property
    def questions(self) -> Sequence[Question]:
        """Return the questions that say which matters of the stage are needed."""
        asked = {one.when.question for one in self.stage.members if one.when is not None}
        return [one for one in self.plan.questions if one.key in asked]

    @property
    def whole(self) -> bool:
        """Say whether each question is answered."""
        return all(self.answers.get(one.key, "") in one.answers for one in self.questions)

    @property
    def query(self) -> str:
        """Return what stands behind the guide's address for this choice."""
        said = {**self.answers, "stage": self.stage.key, "joint": self.joint}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def url(self) -> str:
        """Return the address of the guide with this choice."""
        return f"{reverse('public:bundle', args=[self.plan.code])}?{self.query}"

    def members(self, *, on: date) -> tuple[Chosen, ...]:
        """Return the matters that are needed; all there might be while a question is open."""
        some = chosen(self.plan, self.stage, self.answers) if self.whole else self.stage.members
        return versions_of(some, matters_of(self.edition), on=on)


def asked_by(
    code: str, said: Mapping[str, str], person: Person | None, *, on: date
) -> Asked | None:
    """Return what an address asks for; `None` where there is no such bundle, or the joint application is not one's own."""
    number = said.get("joint", "")
    joint = joint_by_number(number, person, on=on) if number and person is not None else None
    if number and joint is None:
        return None
    edition = edition_by_id(joint.edition_id) if joint else edition_in_force(code, on=on)
    if edition is None or edition.bundle.code != code:
        return None
    return _asked(edition, said.get("stage", ""), said, number)


def purpose_of(asked: Asked) -> str:
    """Return the purpose of a draft for this choice: edition, stage, the answers by their places, joint application."""
    places = [str(list(one.answers).index(asked.answers[one.key])) for one in asked.questions]
    return f"{PURPOSE}{asked.edition.pk}/{asked.stage.key}/{'.'.join(places) or '-'}/{asked.joint or '-'}"


def asked_of(purpose: str) -> Asked | None:
    """Return what a draft was begun for; `None` for drafts of another kind."""
    if not purpose.startswith(PURPOSE):
        return None
    number, stage, places, joint = purpose.removeprefix(PURPOSE).split("/")
    edition = edition_by_id(int(number))
    if edition is None:
        return None
    bare = _asked(edition, stage, {}, "" if joint == "-" else joint)
    if bare is None:
        return None
    given = [] if places == "-" else [int(one) for one in places.split(".")]
    answers = {
        one.key: list(one.answers)[place] for one, place in zip(bare.questions, given, strict=True)
    }
    return Asked(bare.edition, bare.plan, bare.stage, answers, bare.joint)


def _asked(edition: Edition, stage: str, said: Mapping[str, str], joint: str) -> Asked | None:
    plan = plan_of(edition)
    try:
        found = plan.stage(stage) if stage else plan.stages[0]
    except KeyError:
        return None
    answers = {
        one.key: said[one.key] for one in plan.questions if said.get(one.key, "") in one.answers
    }
    return Asked(edition, plan, found, answers, joint)
