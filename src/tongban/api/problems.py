"""Errors as programs read them: application/problem+json (RFC 9457), with the refusal's words and the faults by field."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, gettext, override
from ninja import Schema
from pydantic import Field

from tongban.kernel import Fact, Refusal
from tongban.kernel.offers import status_of

MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[str, int] = MappingProxyType(
    {
        "api.body": 400,
        "api.cursor": 400,
        "api.request": 400,
        "api.no_key": 401,
        "api.scope": 403,
        "api.no_intake": 403,
        "api.no_power": 403,
        "archives.masked": 403,
        "case.no_mandate": 403,
        "case.not_the_applicant": 403,
        "mirror.may_not_report": 403,
        "register.may_not_keep": 403,
        "api.not_found": 404,
        "case.not_found": 404,
        "case.number": 404,
        "documents.not_found": 404,
        "register.no_such_entry": 404,
        "api.method": 405,
        "api.webhook_known": 409,
        "case.key": 409,
        "documents.erased": 410,
        "mirror.older": 409,
        "mirror.told_otherwise": 409,
        "register.key_taken": 409,
        "register.key_used": 409,
        "api.changed": 412,
        "case.stale": 412,
        "register.stale": 412,
        "api.too_large": 413,
        "documents.too_large": 413,
        "api.match_missing": 428,
        "api.broken": 500,
        "api.too_many": 429,
        "api.tried_too_often": 429,
    }
)
"""What a refusal is called in HTTP; every other one is 422: understood, and not to be done."""
TYPE = "urn:tongban:problem:"


class FaultOut(Schema):
    """一处错误: what is wrong in one field."""

    field: str = Field(
        description="Path of the field, such as `applicant.name` or `body.happened`."
    )
    words: str


class Problem(Schema):
    """错误: why nothing was done, and what to do next."""

    type: str = Field(description="URI of the kind of problem; it ends with the code.")
    title: str
    status: int
    detail: str = Field(description="What, why, and what to do next, in the language asked for.")
    code: str = Field(description="Stable name of the refusal, for programs.")
    faults: list[FaultOut] = Field(default=[], description="What is wrong, field by field.")


class Faulty(Refusal):
    """填写有误: a refusal with faults by field, their words translated already."""

    def __init__(self, refusal: Refusal, faults: Sequence[tuple[str, str]]) -> None:
        """Keep the refusal's words and the faults as (field, words)."""
        super().__init__(refusal.code, refusal.words, **refusal.facts)
        self.faults = faults


def not_found() -> Refusal:
    """Return the one refusal for what does not exist and for what the client may not see."""
    return Refusal("api.not_found", "There is nothing at this address. Check it and try again.")


def spoken(refusal: Refusal) -> str:
    """Return the refusal's words, translated, with its facts filled in; days and instants stay in ISO form."""
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    return gettext(refusal.words).format(**facts)


def as_problem(refusal: Refusal) -> Problem:
    """Return a refusal as an answer tells it, or one row of an answer."""
    status = STATUS.get(refusal.code) or status_of(refusal.code) or 422
    faults = refusal.faults if isinstance(refusal, Faulty) else _named(refusal)
    return Problem(
        type=f"{TYPE}{refusal.code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=spoken(refusal),
        code=refusal.code,
        faults=[FaultOut(field=field, words=words) for field, words in faults],
    )


def problem(refusal: Refusal) -> HttpResponse:
    """Return the answer that a refusal is."""
    told = as_problem(refusal)
    status = told.status
    answer = HttpResponse(json.dumps(told.model_dump()), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="tongban"'
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer["Retry-After"] = str(refusal.facts.get("seconds", 60))
    return answer


def _named(refusal: Refusal) -> list[tuple[str, str]]:
    """Return a fault for each path of the form that a refusal of what a step fills in names."""
    paths = str(refusal.facts.get("paths", "")).split()
    return [(f"fields.{path}", spoken(refusal)) for path in paths]


def problem_for(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the answer that a refusal is, in the language asked for, where no language was chosen yet."""
    with override(get_language_from_request(request)):
        return problem(refusal)


def _shown(fact: Fact) -> str | int:
    return fact if isinstance(fact, str | int) else fact.isoformat()
