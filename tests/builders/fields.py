"""A place whose form has a part of the office, a table and a file, and whose steps hide, write and ask some of it."""

from io import BytesIO
from typing import Any

from builders.cases import Place
from builders.files import a_pdf
from builders.joint import a_joint_place
from tongban.kernel.catalogue.content import Paper
from tongban.kernel.documents.actions import keep

SECRET = "隐字八七六三号"
FREE = {"type": "string", "maxLength": 50}
PROOF = {"type": "string", "x-file": {"types": ["pdf"], "max_mb": 5}}


def a_part(title: str, *required: str, **fields: dict[str, Any]) -> dict[str, Any]:
    """A section of a form."""
    return {
        "type": "object",
        "title": title,
        "additionalProperties": False,
        "properties": {name: {"title": name, **one} for name, one in fields.items()},
        **({"required": list(required)} if required else {}),
    }


ROW = {
    "type": "object",
    "title": "成员",
    "additionalProperties": False,
    "properties": {
        "who": {"title": "who", **FREE},
        "pay": {"title": "pay", **FREE},
        "checked": {"title": "checked", "type": "boolean"},
    },
}
OFFICE = {
    "visited_on": {"type": "string", "format": "date"},
    "finding": FREE,
    "photo": PROOF,
    "visits": {"type": "array", "maxItems": 5, "items": ROW},
}
FORM: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "申请表",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "applicant": a_part("申请人", "name", name=FREE, income=FREE, note=FREE),
        "household": a_part("家庭", people={"type": "array", "maxItems": 5, "items": ROW}),
        "papers": a_part("材料", proof=PROOF),
        "office": {**a_part("办理信息", **OFFICE), "x-office": True},
    },
    "required": ["applicant"],
}
HIDING = 't:hidden="applicant.income, household.people.pay material:proof"'
WRITING = 't:write="applicant.note office household.people.checked" t:must="office.visited_on, office.finding"'
NOTED = {"office.visited_on": "2026-02-13", "office.finding": "情况属实"}


def a_guarded_place(manner: str = HIDING, *, first: str = WRITING, **more: Any) -> Place:
    """A place whose joint step hides something, and whose survey writes something."""
    materials = (Paper(key="proof", name="收入证明"),)
    return a_joint_place(manner, first=first, form=FORM, materials=materials, **more)


def answers(proof: str = "", income: str = SECRET, pay: str = SECRET) -> dict[str, Any]:
    """Answers with a secret where the joint step hides it."""
    return {
        "applicant": {"name": "张三丰", "income": income, "note": "无"},
        "household": {"people": [{"who": "李四", "pay": pay}, {"who": "王五", "pay": "未填"}]},
        **({"papers": {"proof": proof}} if proof else {}),
    }


def a_file(place: Place, who: str = "") -> str:
    """A file of the citizen, or of one of the people; return its reference."""
    person = place.people[who] if who else place.citizen
    kept = keep(
        BytesIO(a_pdf()),
        name="收入证明.pdf",
        act=place.act(person),
        allowed=("pdf",),
        max_bytes=10**6,
    )
    return kept.reference


def at_survey(place: Place, **more: Any) -> str:
    """A case with a file that has come to the survey; return its number."""
    return place.accepted(values=answers(a_file(place), **more))


def surveyed(place: Place, **more: Any) -> str:
    """A case that has come to the joint step, the office's part filled in; return its number."""
    number = at_survey(place, **more)
    place.at("fill", number, "survey", by=place.people["survey"], fields=NOTED)
    place.review(number, "survey")
    return number
