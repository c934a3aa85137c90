"""Forms in a readable line: small schemas, the demo's form, and what a browser would post."""

import json
from pathlib import Path
from typing import Any

from tongban.kernel.forms.rules import Form, form

DEMO = (
    Path(__file__).parents[2]
    / "src/tongban/project/demo/matters/public_rental_housing/form.schema.json"
)


def text(title: str = "姓名", **more: Any) -> dict[str, Any]:
    """Return the schema of one line of text."""
    return {"type": "string", "title": title, "maxLength": 60, **more}


def choice(*values: str, **more: Any) -> dict[str, Any]:
    """Return the schema of a closed list whose titles are its values."""
    answers = [{"const": value, "title": value} for value in values]
    return {"type": "string", "title": "选择", "oneOf": answers, **more}


def part(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """Return the schema of a closed object with those properties."""
    return {
        "type": "object",
        "title": "部分",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


def table(required: tuple[str, ...] = (), **columns: Any) -> dict[str, Any]:
    """Return the schema of a table with those columns."""
    rows = {**part(required, **columns), "title": "行"}
    return {"type": "array", "title": "表格", "maxItems": 5, "items": rows}


def schema(required: tuple[str, ...] = ("one",), **sections: Any) -> dict[str, Any]:
    """Return the schema of a form with those sections."""
    return {**part(required, **sections), "title": "表单"}


def after(path: str, value: Any, *required: str) -> dict[str, Any]:
    """Return the branch that requires parts after an answer: `after("one.kind", "b", "two")`."""
    inner: dict[str, Any] = {"const": value}
    for name in reversed(path.split(".")):
        inner = {"properties": {name: inner}, "required": [name]}
    return {"if": inner, "then": {"required": list(required)}}


def demo_schema() -> dict[str, Any]:
    """Return the form of the demo's matter as JSON."""
    read: dict[str, Any] = json.loads(DEMO.read_text(encoding="utf-8"))
    return read


def demo_form() -> Form:
    """Return the form of the demo's matter."""
    return form(demo_schema())


def demo_answers() -> dict[str, Any]:
    """Return whole and valid answers to the demo's form; the people are invented."""
    return {
        "applicant": {
            "name": "陈雨", "identity_number": "511602199003075313", "phone": "13800138021",
            "address": "广安区渠江街道和平路 1 号 2 栋 301 室", "category": "local", "marital_status": "married",
        },
        "spouse": {
            "name": "林晓", "identity_number": "511602199105121229", "employment": "employed",
            "yearly_income": 36000, "marriage_certificate": "document/4",
        },
        "household": {
            "members": [
                {"name": "陈小雨", "relation": "child", "identity_number": "511602201506010028",
                 "yearly_income": 0, "employment": "student"},
            ]
        },
        "housing": {
            "situation": "renting", "monthly_rent": 600, "floor_area": 45, "monthly_income": 5200,
            "has_vehicle": False,
        },
        "materials": {
            "identity": "document/1", "household_register": "document/2", "housing_proof": "document/3",
        },
        "pledge": {"truthful": True, "consent": True},
    }  # fmt: skip


def posted(values: Any, path: str = "") -> dict[str, list[str]]:
    """Return the names and texts that a browser posts for these answers; files come back in hidden fields."""
    if isinstance(values, dict | list):
        pairs = values.items() if isinstance(values, dict) else enumerate(values)
        inner = [posted(value, f"{path}.{name}" if path else str(name)) for name, value in pairs]
        return {name: texts for one in inner for name, texts in one.items()}
    return {path: [str(values).lower() if isinstance(values, bool) else str(values)]}
