"""联办方案: which matters a bundle has, in which stages, what waits for what, and whom it asks of what: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from tongban.kernel import Refusal

SCHEMA = Path(__file__).with_name("plan.schema.json")


@dataclass(frozen=True, slots=True)
class When:
    """情形: a member belongs to the bundle only where the question was answered so."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """联办事项: a matter by its code, the members whose decision it waits for, and when it is asked for at all."""

    key: str
    matter: str
    after: tuple[str, ...] = ()
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """阶段: members that are applied for together. `lead` is the member whose organ leads (牵头), `limit` such as `25wd`."""

    key: str
    title: str
    english: str
    lead: str
    limit: str
    members: tuple[Member, ...]

    def member(self, key: str) -> Member:
        """Return a member of the stage; `KeyError` where it has none of that key."""
        return {one.key: one for one in self.members}[key]


@dataclass(frozen=True, slots=True)
class Question:
    """情形引导: what is asked before the form, and the answers by key with their words and the English ones."""

    key: str
    title: str
    english: str
    answers: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shared:
    """共用材料: one paper that members ask for under keys of their own. What `made_by` makes is not asked for at all."""

    name: str
    of: Mapping[str, str]
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """联办方案: all of it. `kind` is life or business (一件事), or project (投资项目, in stages)."""

    code: str
    name: str
    english: str
    kind: str
    organ: str
    summary: str
    basis: str
    limit: str
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...] = ()
    materials: tuple[Shared, ...] = ()
    unverified: tuple[str, ...] = ()

    def stage(self, key: str) -> Stage:
        """Return a stage; `KeyError` where there is none of that key."""
        return {one.key: one for one in self.stages}[key]

    def members(self) -> Iterator[Member]:
        """Yield the members of all stages in order."""
        for stage in self.stages:
            yield from stage.members


def read(text: str) -> Plan:
    """Return the plan that a `bundle.yaml` holds; refuse it with the place and what to do."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _wrong("", " ".join(str(error).split())) from error
    return planned(raw)


def planned(raw: Any) -> Plan:  # noqa: ANN401 - any YAML or JSON
    """Return the plan that stands in plain values."""
    for fault in _validator().iter_errors(raw):
        place = "/".join(str(step) for step in fault.instance_path)
        raise _wrong(place, fault.message)
    plan = Plan(
        code=raw["code"],
        name=raw["name"],
        english=raw.get("english", ""),
        kind=raw["kind"],
        organ=raw["organ"],
        summary=raw.get("summary", ""),
        basis=raw.get("basis", ""),
        limit=raw.get("limit", ""),
        stages=tuple(_stage(one) for one in raw["stages"]),
        questions=tuple(_question(one) for one in raw.get("questions", ())),
        materials=tuple(
            Shared(one["name"], dict(one["of"]), one.get("made_by", ""))
            for one in raw.get("materials", ())
        ),
        unverified=tuple(raw.get("unverified", ())),
    )
    _hangs_together(plan)
    return plan


def chosen(plan: Plan, stage: Stage, answers: Mapping[str, str]) -> tuple[Member, ...]:
    """Return the members of a stage that these answers ask for; refuse an answer that is missing or unknown."""
    for question in plan.questions:
        given = answers.get(question.key, "")
        if given not in question.answers and _asked_in(question.key, stage):
            raise Refusal(
                "bundle.unanswered",
                "“{question}” is not answered. Choose one of the answers, then go on.",
                question=question.title,
            )
    found = tuple(
        one
        for one in stage.members
        if one.when is None or answers.get(one.when.question) in one.when.answers
    )
    if not found:
        raise Refusal(
            "bundle.nothing_asked",
            "With these answers nothing is left to apply for. Change an answer, or close this page.",
        )
    return found


def waits_for(member: Member, chosen_keys: Sequence[str]) -> tuple[str, ...]:
    """Return the members whose decision it waits for among those that are asked for."""
    return tuple(key for key in member.after if key in chosen_keys)


def _stage(raw: Mapping[str, Any]) -> Stage:
    return Stage(
        key=raw["key"],
        title=raw["title"],
        english=raw.get("english", ""),
        lead=raw["lead"],
        limit=raw.get("limit", ""),
        members=tuple(_member(one) for one in raw["members"]),
    )


def _member(raw: Mapping[str, Any]) -> Member:
    said = raw.get("when")
    when = When(said["question"], tuple(said["in"])) if said else None
    return Member(raw["key"], raw["matter"], tuple(raw.get("after", ())), when)


def _question(raw: Mapping[str, Any]) -> Question:
    answers = {one["key"]: (one["title"], one.get("english", "")) for one in raw["answers"]}
    return Question(raw["key"], raw["title"], raw.get("english", ""), answers)


def _hangs_together(plan: Plan) -> None:
    """Refuse keys used twice, names of nothing, and members that wait for each other in a ring."""
    keys = [one.key for one in plan.members()]
    _once("stages", [one.key for one in plan.stages])
    _once("members", keys)
    _once("questions", [one.key for one in plan.questions])
    asked = {one.key: one for one in plan.questions}
    for stage in plan.stages:
        own = [one.key for one in stage.members]
        _known(f"stages/{stage.key}/lead", [stage.lead], own)
        for one in stage.members:
            place = f"stages/{stage.key}/{one.key}"
            _known(f"{place}/after", one.after, own)
            if one.when is not None:
                _known(f"{place}/when", [one.when.question], list(asked))
                _known(f"{place}/when/in", one.when.answers, list(asked[one.when.question].answers))
        _no_ring(stage)
    for shared in plan.materials:
        _known(f"materials/{shared.name}", [*shared.of], keys)
        if shared.made_by:
            _known(f"materials/{shared.name}/made_by", [shared.made_by], keys)


def _no_ring(stage: Stage) -> None:
    left = {one.key: set(one.after) for one in stage.members}
    while free := [key for key, waits in left.items() if not waits]:
        for key in free:
            del left[key]
        for waits in left.values():
            waits.difference_update(free)
    if left:
        reason = f"{', '.join(sorted(left))} wait for each other; take one of the waits away"
        raise _wrong(f"stages/{stage.key}", reason)


def _once(place: str, keys: Sequence[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise _wrong(place, f"the key {key} is used twice; give each its own")


def _known(place: str, named: Sequence[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            raise _wrong(place, f"{name} is not one of {', '.join(known)}")


def _asked_in(question: str, stage: Stage) -> bool:
    return any(one.when is not None and one.when.question == question for one in stage.members)


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(yaml.safe_load(SCHEMA.read_text("utf-8")))


def _wrong(place: str, reason: str) -> Refusal:
    return Refusal(
        "bundle.plan_wrong",
        "The plan of the bundle cannot be used. {place}: {reason}. Mend it as in docs/reference/bundles.md.",
        place=place or "bundle.yaml",
        reason=reason,
    )
