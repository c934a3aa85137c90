"""Reading the body of a request: plain JSON, and nothing in it that no database or page could hold."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from tongban.kernel import Refusal

DEEPEST = 20
LARGEST_NUMBER = 2**63


class PlainParser(Parser):
    """Parses a body, and refuses what is no JSON, nested too deep, or holds figures and signs that cannot be kept."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body as plain values."""
        try:
            body = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise unreadable() from None
        if not _is_plain(body, DEEPEST):
            raise unreadable()
        return body  # type: ignore[no-any-return]


def _is_plain(value: Any, depth: int) -> bool:  # noqa: ANN401 - any JSON
    if depth == 0:
        return False
    if isinstance(value, str):
        return _is_text(value)
    if isinstance(value, int | float):
        return abs(value) < LARGEST_NUMBER
    if isinstance(value, list):
        return all(_is_plain(each, depth - 1) for each in value)
    if isinstance(value, dict):
        return all(_is_text(key) and _is_plain(each, depth - 1) for key, each in value.items())
    return True


def _is_text(value: str) -> bool:
    """Say whether a text has neither NUL, which PostgreSQL stores in no text, nor half a character."""
    return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def unreadable() -> Refusal:
    """Return the refusal of a body that cannot be read or kept."""
    return Refusal(
        "api.body",
        "The body is no JSON that can be kept: it is broken, nested too deep, or has a sign or figure beyond what is stored.",
    )
