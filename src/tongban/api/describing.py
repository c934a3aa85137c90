"""The OpenAPI document: what is said of the whole, and what the library leaves out."""

from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings

from tongban.api.problems import MEDIA_TYPE

INTRODUCTION = """Matters, cases, parties and papers for the programs of organs, by the same commands and within the same
posts and mandates as people have. Send the client's key as `Authorization: Bearer KEY`. What a client may not see does not
exist for it (404). Errors are `application/problem+json`, their words in the language of `Accept-Language`."""
HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "The last event of the case; for If-Match and If-None-Match.",
        "schema": {"type": "string", "pattern": '^"[0-9]+-[0-9a-f]{16}"$'},
    },
    "WWW-Authenticate": {"description": "How to authenticate.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}},
}
SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "The key of a client, as `tongban clients add` showed it once.",
}
Document = TypeVar("Document", bound=dict[str, Any])


def finished(document: Document) -> Document:
    """Return the document with scopes, problems, headers, the first sentence as summary, and where it is served."""
    document["servers"] = [{"url": settings.TONGBAN_ADDRESS}]
    document["components"]["securitySchemes"] = {"Key": SCHEME}
    for path in document["paths"].values():
        for operation in path.values():
            _finish(operation)
    return document


def _finish(operation: dict[str, Any]) -> None:
    scope, told = operation.pop("x-scope", ""), operation.pop("x-headers", [])
    operation["security"] = [{"Key": [scope]}]
    said = operation.get("description", "")
    operation["summary"] = said.partition("\n")[0].rstrip(".")
    operation["description"] = f"{said}\n\nScope: `{scope}`."
    for status, answer in operation["responses"].items():
        answer["description"] = HTTPStatus(int(status)).phrase
        headers = [] if int(status) >= 400 else list(told)
        headers += {401: ["WWW-Authenticate"], 429: ["Retry-After"]}.get(int(status), [])
        if headers:
            answer["headers"] = {name: HEADERS[name] for name in headers}
        if int(status) >= 400 and "content" in answer:
            answer["content"] = {MEDIA_TYPE: next(iter(answer["content"].values()))}
