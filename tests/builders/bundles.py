"""A restaurant over three departments: their matters, a bundle of them, and somebody who applies for it."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from builders.cases import Place, a_place
from builders.identity import an_act
from tongban.kernel.bundles import actions
from tongban.kernel.bundles.actions import Applying
from tongban.kernel.bundles.queries import Edition, Joint, standing_of
from tongban.kernel.bundles.state import Standing
from tongban.kernel.catalogue.content import Paper
from tongban.kernel.catalogue.models import MatterCode
from tongban.kernel.ledger.actions import drain

NAME = {"type": "string", "x-element": "person.name", "maxLength": 50}
PLAN = {"type": "string", "title": "平面图", "x-file": {"types": ["pdf"], "max_mb": 20}}


def a_form(**fields: Any) -> dict[str, Any]:
    """A form of one section about the applicant: his name, and more."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "申请表", "type": "object", "additionalProperties": False, "required": ["applicant"],
        "properties": {
            "applicant": {
                "type": "object", "additionalProperties": False, "title": "申请人",
                "properties": {"name": NAME, **fields}, "required": ["name"],
            }
        },
    }  # fmt: skip


SEATS = {"seats": {"type": "integer", "title": "座位数", "minimum": 1}}
AREA = {"area": {"type": "integer", "title": "营业面积", "minimum": 1}}
VALUES = {"applicant": {"name": "张三丰", "seats": 40, "area": 120}}
LATER = ("next", {"title": "验收", "lead": "check"})


@dataclass
class Restaurant:
    """Three places with a matter each, by the key of the member, and the edition of the bundle."""

    places: dict[str, Place]
    edition: Edition
    files: list[str] = field(default_factory=list)

    @property
    def first(self) -> Place:
        """The place whose citizen applies."""
        return self.places["licence"]

    def wish(self, **more: Any) -> Applying:
        """What the citizen asks for."""
        given = {
            "edition": self.edition.pk, "stage": "all", "party": self.first.party, "answers": {"fire": "yes"},
            "values": VALUES, "channel": "portal",
        }  # fmt: skip
        return Applying(**{**given, **more})

    def apply(self, *, key: str = "", **more: Any) -> Joint:
        """The citizen applies."""
        act = self.first.act(self.first.citizen, key=key)
        return actions.apply(self.wish(**more), act, self.first.citizen)

    def case(self, joint: Joint, key: str) -> str:
        """The number of the case of a part, empty where none was opened."""
        return self.standing(joint).stages[-1].part(key).case

    def standing(self, joint: Joint) -> Standing:
        """How the joint application stands."""
        return standing_of(joint)

    def states(self, joint: Joint) -> dict[str, str]:
        """The states of the parts of its last stage."""
        return {one.key: one.state for one in self.standing(joint).stages[-1].parts}

    def work(self) -> None:
        """The worker hands on what happened."""
        drain(max(one.now for one in self.places.values()))

    def through(self, joint: Joint, key: str, outcome: str = "agreed") -> None:
        """The case of a part goes all its way, and the worker hands it on."""
        place, number = self.places[key], self.case(joint, key)
        place.now = max(one.now for one in self.places.values())
        place.accept(number)
        for name in place.reviews:
            place.review(number, name)
        place.decide(number, outcome, "" if outcome == "agreed" else "不符合规定条件。")
        self.work()


def a_plan(**more: Any) -> dict[str, Any]:
    """The plan of the bundle, as a `bundle.yaml` says it."""
    given: dict[str, Any] = {
        "code": "YJS-01", "name": "开办餐饮店", "english": "Opening a restaurant", "kind": "business", "organ": "市场监督管理局",
        "questions": [
            {"key": "fire", "title": "营业面积是否超过规定", "answers": [{"key": "yes", "title": "是"}, {"key": "no", "title": "否"}]}
        ],
        "stages": [
            {
                "key": "all", "title": "联合办理", "lead": "licence", "limit": "15wd",
                "members": [
                    {"key": "licence", "matter": "T-licence"},
                    {"key": "food", "matter": "T-food", "after": ["licence"]},
                    {"key": "fire", "matter": "T-fire", "when": {"question": "fire", "in": ["yes"]}},
                ],
            }
        ],
    }  # fmt: skip
    return {**given, **more}


def a_restaurant(**more: Any) -> Restaurant:
    """The bundle in force, its three matters open online."""
    made = {
        "licence": ("市场监督管理局", a_form(), "个体工商户登记"),
        "food": ("食品安全局", a_form(**SEATS), "食品经营许可"),
        "fire": ("消防救援局", a_form(**AREA), "营业前消防安全检查"),
    }
    places = {}
    for order, (key, (bureau, form, name)) in enumerate(made.items(), 1):
        place = a_place(
            f"{key}_officer", hall=f"{name}窗口", bureau=bureau, form=form, name=name, order=order,
            materials=(Paper(key="identity", name="居民身份证"), Paper(key=f"{key}_plan", name=f"{name}图")),
        )  # fmt: skip
        MatterCode.objects.create(matter=place.version.matter, scheme="item_code", value=f"T-{key}")
        places[key] = place
    text = yaml.safe_dump(a_plan(**more), allow_unicode=True)
    edition = actions.publish(text, an_act(on=places["licence"].now.date()))
    return Restaurant(places, edition)
