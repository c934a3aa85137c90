"""A form whose questions are bound to data elements, and the ledger handed on as the worker does."""

from typing import Any

from builders.cases import Place
from tongban.kernel.ledger.actions import drain
from tongban.portal.moments import now


def _section(title: str, *elements: str, **more: Any) -> dict[str, Any]:
    asked = {name.rpartition(".")[2]: {"x-element": name} for name in elements}
    return {
        "type": "object", "title": title, "additionalProperties": False, "properties": asked, **more,
    }  # fmt: skip


def ask_of_elements(place: Place) -> None:
    """Let the matter ask of a citizen, of an agent and of somebody else, each by data elements."""
    applicant = _section(
        "申请人", "person.name", "person.identity_number", "person.sex", "person.phone",
        "person.address", "person.marital_status", "agent.relation",
    )  # fmt: skip
    place.version.form = {
        "title": "申请表",
        "type": "object",
        "additionalProperties": False,
        "required": ["applicant"],
        "properties": {
            "applicant": applicant,
            "agent": _section("代理人", "agent.name"),
            "spouse": {**_section("配偶", "person.employer"), "x-about": "another"},
        },
    }
    place.version.save()


STATED = {
    "applicant.phone": "13912345678",
    "applicant.address": "广安区北辰街道滨河路 18 号",
    "applicant.marital_status": "married",
    "applicant.relation": "本人",
}


def hand_on() -> None:
    """Hand what happened to those who follow the log."""
    while drain(now()):
        pass
