"""Requests and answers as a page shows them, with everything alike that differs from run to run."""

import json
import re
from typing import Any

PLACE = re.compile(r"<!-- example: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
HASH = "5f1d3c0b9a8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817065f1d"
ALIKE = (
    (re.compile(r'(\\?"\d+)-[0-9a-f]{16}'), rf"\1-{HASH[:16]}"),
    (re.compile(r"\b[0-9a-f]{64}\b"), HASH),
    (re.compile(r"\b511602\d{15,}\b"), "511602202611260000174"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+]\d\d:\d\d)"), "2026-11-26T10:00:00+08:00"),
    (re.compile(r"\d{4}-\d\d-\d\d(?!T)"), "2026-11-26"),
    (re.compile(r'"query_code": "\d{8}"'), '"query_code": "20261126"'),
    (re.compile(r'"(matter_id|version_id|organ_id)": \d+'), r'"\1": 42'),
    (re.compile(r"/matters/\d+"), "/matters/42"),
    (re.compile(r'"id": \d+'), '"id": 7'),
    (re.compile(r"tb([ks])_[\w-]{43}"), r"tb\1_…"),
    (re.compile(r"t=\d+,v1="), "t=1795658400,v1="),
)  # fmt: skip


def alike(text: str) -> str:
    """Return the text with the same numbers, days, keys and digests in every run."""
    for pattern, put in ALIKE:
        text = pattern.sub(put, text)
    return text


def block(first: str, headers: dict[str, str], body: Any) -> str:
    """Return one message of HTTP as a fenced block."""
    lines = [first, *(f"{name}: {value}" for name, value in headers.items())]
    if body is not None:
        lines += ["", json.dumps(body, ensure_ascii=False, indent=2)]
    return alike("```http\n" + "\n".join(lines) + "\n```\n")


def some(body: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the named parts of an answer, and a sign where there are others."""
    kept = {name: body[name] for name in names}
    return kept if len(kept) == len(body) else {**kept, "…": "…"}


def put_in(text: str, examples: dict[str, str]) -> str:
    """Return the page with the examples in their places."""
    return PLACE.sub(
        lambda found: f"<!-- example: {found[1]} -->\n{examples[found[1]]}<!-- end -->", text
    )
