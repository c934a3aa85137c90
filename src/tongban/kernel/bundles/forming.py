"""一表一材料: the one form of the members that are asked for, their materials without doubles, and what that saves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.bundles.measuring import Alone, Savings, critical_path, savings
from tongban.kernel.bundles.plan import Member, Plan, Stage
from tongban.kernel.cases.forming import form_of
from tongban.kernel.catalogue.queries import Material, MatterVersion, version_in_force
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.sharing import Part
from tongban.kernel.forms.uniting import United, united


@dataclass(frozen=True, slots=True)
class Chosen:
    """选定事项: a member with the version of its matter that is in force."""

    member: Member
    version: MatterVersion


@dataclass(frozen=True, slots=True)
class Paper:
    """材料清单一项: one paper, for which members (by key), and which member makes it where it is not asked for."""

    name: str
    of: tuple[str, ...]
    material: Material
    made_by: str = ""

    @property
    def asked(self) -> bool:
        """Say whether the applicant has to bring it."""
        return not self.made_by and not self.material.exempt


def versions_of(
    members: Sequence[Member], matters: Mapping[str, int], *, on: date
) -> tuple[Chosen, ...]:
    """Return the members with their versions in force; refuse where one of them takes no applications."""
    found = []
    for one in members:
        version = version_in_force(matters[one.key], on=on)
        if version is None or not version.online or version.form is None:
            raise Refusal(
                "bundle.member_closed",
                "One matter of this bundle takes no applications now: {matter}. Please apply for the others one by one.",
                matter=version.name if version else one.matter,
            )
        found.append(Chosen(one, version))
    return tuple(found)


def united_form(plan: Plan, chosen: Sequence[Chosen]) -> United:
    """一表: return the one form in which all of them are asked for."""
    asked = tuple(
        (one.member.key, one.version.name, json.dumps(one.version.form), tuple(sorted(_names(plan, one).items())))
        for one in chosen
    )  # fmt: skip
    return _united(plan.name, plan.english, asked)


def parts_of(plan: Plan, chosen: Sequence[Chosen]) -> list[Part]:
    """Return the forms of the members, each file question under the name of the material for all."""
    return [
        Part(one.member.key, one.version.name, "", form_of(one.version), _names(plan, one))
        for one in chosen
    ]


def papers_of(plan: Plan, chosen: Sequence[Chosen]) -> list[Paper]:
    """材料清单: return each paper once, with the members that need it, in the order in which they come."""
    made = {one.name: one.made_by for one in plan.materials if one.made_by}
    keys = {one.member.key for one in chosen}
    found: dict[str, Paper] = {}
    for one in chosen:
        names = _names(plan, one)
        for material in one.version.materials.all():
            name = names[material.key]
            by = made.get(name, "")
            first = found.get(name)
            found[name] = Paper(
                name=name,
                of=(*(first.of if first else ()), one.member.key),
                material=first.material if first else material,
                made_by=by if by in keys else "",
            )
    return list(found.values())


def savings_of(plan: Plan, stage: Stage, chosen: Sequence[Chosen]) -> Savings:
    """Return what these members save when they are asked for together."""
    alone = {one.member.key: _alone(one.version) for one in chosen}
    one_form = united_form(plan, chosen)
    return savings(
        [one.member for one in chosen],
        alone,
        questions=one_form.after,
        materials=sum(one.asked for one in papers_of(plan, chosen)),
        days=working_days(limit_of(stage, chosen)),
    )


def limit_of(stage: Stage, chosen: Sequence[Chosen]) -> str:
    """Return what the stage promises for these members: its limit, or their longest way where that is shorter; empty without a limit.

    Nobody is promised more time than the matters need one by one.
    """
    longest = critical_path([one.member for one in chosen], days_of(chosen)).days
    return (
        f"{longest}wd" if stage.limit and 0 < longest < working_days(stage.limit) else stage.limit
    )


def working_days(limit: str | None) -> int:
    """Return a limit in working days, seven calendar days being five; 0 where there is none, hours as one day."""
    if not limit:
        return 0
    digits = limit.rstrip("wdcmoyh")
    amount, unit = int(digits), limit.removeprefix(digits)
    return {"wd": amount, "cd": -(-amount * 5 // 7), "mo": amount * 22, "y": amount * 250, "h": 1}[
        unit
    ]


def days_of(chosen: Sequence[Chosen]) -> dict[str, int]:
    """Return by key how many working days each member promises by itself."""
    return {one.member.key: working_days(one.version.promised) for one in chosen}


def _alone(version: MatterVersion) -> Alone:
    asked = [section for section in form_of(version).sections if not section.office]
    return Alone(
        questions=sum(len(section.fields) for section in asked),
        materials=sum(not one.exempt for one in version.materials.all()),
        visits=version.visits or 0,
        days=working_days(version.promised),
        steps=len(version.steps),
    )


def _names(plan: Plan, chosen: Chosen) -> dict[str, str]:
    """Return by its key the name under which each material of a member is known: the plan's, else its own."""
    names = {one.key: one.name for one in chosen.version.materials.all()}
    for shared in plan.materials:
        if chosen.member.key in shared.of:
            names[shared.of[chosen.member.key]] = shared.name
    return names


Asked: TypeAlias = tuple[str, str, str, tuple[tuple[str, str], ...]]


@lru_cache(maxsize=64)
def _united(name: str, english: str, asked: tuple[Asked, ...]) -> United:
    parts = [
        Part(key, title, "", form(json.loads(schema)), dict(names))
        for key, title, schema, names in asked
    ]
    return united(parts, title=name, english=english)
