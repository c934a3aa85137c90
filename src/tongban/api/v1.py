"""The API, version 1: its parts put together, and how it says no."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    RawPostDataException,
    UnreadablePostError,
)
from django.utils.translation import gettext, gettext_noop
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from tongban.api.describing import INTRODUCTION, finished
from tongban.api.endpoints.acts.asks import router as asks
from tongban.api.endpoints.acts.batch import router as batch
from tongban.api.endpoints.acts.handling import router as handling
from tongban.api.endpoints.acts.intake import router as intake
from tongban.api.endpoints.acts.originals import router as originals
from tongban.api.endpoints.acts.results import router as results
from tongban.api.endpoints.acts.specials import router as specials
from tongban.api.endpoints.acts.working import router as working
from tongban.api.endpoints.allowances import router as allowances
from tongban.api.endpoints.bookings import router as bookings
from tongban.api.endpoints.cases import router as cases
from tongban.api.endpoints.documents import router as documents
from tongban.api.endpoints.handovers import router as handovers
from tongban.api.endpoints.matters import router as matters
from tongban.api.endpoints.mirrors import router as mirrors
from tongban.api.endpoints.papers import router as papers
from tongban.api.endpoints.parties import router as parties
from tongban.api.endpoints.registers import router as registers
from tongban.api.endpoints.tracking import router as tracking
from tongban.api.endpoints.webhooks import router as webhooks
from tongban.api.keys import no_key
from tongban.api.operations import operation
from tongban.api.parsing import PlainParser, unreadable
from tongban.api.problems import Faulty, not_found, problem
from tongban.api.rules import Scope
from tongban.kernel import Refusal
from tongban.kernel.offers import offered

WORDS = {
    "missing": gettext_noop("This is missing."),
    "extra_forbidden": gettext_noop("This is not known here."),
    "string_too_long": gettext_noop("This is too long."),
    "string_too_short": gettext_noop("This is too short."),
    "string_pattern_mismatch": gettext_noop("This is not written in the form asked for."),
    "literal_error": gettext_noop("This is none of the values to choose from."),
    "enum": gettext_noop("This is none of the values to choose from."),
    "greater_than_equal": gettext_noop("This is too small."),
    "less_than_equal": gettext_noop("This is too large."),
}
OTHER = gettext_noop("This is not of the type asked for.")


class Version1(NinjaAPI):
    """The API with its own description."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the OpenAPI document, with what the library does not say."""
        return finished(
            super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        )

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of an operation: that of its function."""
        return str(operation.view_func.__name__)


api = Version1(
    title="Tongban 通办 API",
    version="1.0.0",
    description=INTRODUCTION,
    openapi_url="openapi.json",
    docs_url=None,
    urls_namespace="api",
    parser=PlainParser(),
)
api.add_router("/v1/matters", matters)
api.add_router("/v1/cases", cases)
for verbs in (batch, intake, handling, working, asks, specials, originals, results):
    api.add_router("/v1/cases", verbs)
api.add_router("/v1/documents", documents)
api.add_router("/v1/handovers", handovers)
api.add_router("/v1/mirrors", mirrors)
api.add_router("/v1/allowances", allowances)
api.add_router("/v1/bookings", bookings)
api.add_router("/v1/parties", parties)
api.add_router("/v1/papers", papers)
api.add_router("/v1/registers", registers)
api.add_router("/v1/tracking", tracking)
api.add_router("/v1/webhooks", webhooks)
trades = Router()
for one in offered():
    trades.add_api_operation(
        one.path,
        [one.method],
        one.run,
        **operation(Scope(one.scope), {200: one.answers}, *one.also, tag=one.tag),
    )
api.add_router("/v1", trades)


@api.exception_handler(Refusal)
def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal of a command or of this door."""
    return problem(refusal)


@api.exception_handler(Http404)
def missed(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """Answer for what is not there."""
    return problem(not_found())


@api.exception_handler(AuthenticationError)
def unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer a request without a key."""
    return problem(no_key())


@api.exception_handler(HttpError)
@api.exception_handler(RawPostDataException)
@api.exception_handler(UnreadablePostError)
def garbled(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """Answer a body that is no JSON: the library says of our parser's refusal only that there was one."""
    return problem(unreadable())


@api.exception_handler(ValidationError)
def misread(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a request that is not of the shape asked for, field by field."""
    faults = [
        (_field(each["loc"]), gettext(WORDS.get(each["type"], OTHER))) for each in error.errors
    ]
    words = "The request is not of the shape asked for. Put right what is named under faults."
    return problem(Faulty(Refusal("api.shape", words), faults))


def _field(place: tuple[str | int, ...]) -> str:
    """Return the path of a field as the client knows it: without the name that a body has in our code."""
    where, *rest = place
    kept = rest[1:] if where == "body" else rest[-1:] if where == "query" else rest
    return ".".join(map(str, [where, *kept]))
