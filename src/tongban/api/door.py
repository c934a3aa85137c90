"""The frame of every answer of the API: size looked at first, errors of the framework put as problems, nothing cached."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tongban.api.problems import MEDIA_TYPE, not_found, problem_for
from tongban.kernel import Refusal

PREFIX = "/api/v1/"
FILES = f"{PREFIX}documents"
LARGEST_FILE = 20 * 1024 * 1024


class Door:
    """Middleware: what the framework answers by itself under /api/v1/ reads like all other answers there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before `get_response`."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn away a body that is too large, and let everything else pass."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        refusal = _too_large(request)
        answer = problem_for(request, refusal) if refusal else self.get_response(request)
        if answer.status_code >= 400 and answer["Content-Type"] != MEDIA_TYPE:
            answer = _reworded(request, answer)
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer


def _too_large(request: HttpRequest) -> Refusal | None:
    limit = LARGEST_FILE if request.path_info == FILES else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    if text.isascii() and text.isdecimal() and len(text) < 19 and int(text) <= limit:
        return None
    return Refusal(
        "api.too_large",
        "The body of this request may have {limit} KB at most. Send less at once.",
        limit=limit // 1024,
    )


def _reworded(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Return a problem in place of a page of the framework, with the headers that tell more."""
    if answer.status_code >= 500:
        refusal = Refusal(
            "api.broken",
            "Something broke on the server. It was noted there; please try again later.",
        )
    elif answer.status_code == 405:
        refusal = Refusal(
            "api.method", "This address knows other methods only. See the header Allow."
        )
    elif answer.status_code == 413:
        refusal = Refusal(
            "api.too_large",
            "The body of this request may have {limit} KB at most. Send less at once.",
            limit=LARGEST_FILE // 1024,
        )
    elif answer.status_code == 404:
        refusal = not_found()
    else:
        refusal = Refusal("api.request", "The request cannot be read. Check it and send it again.")
    told = problem_for(request, refusal)
    if answer.has_header("Allow"):
        told["Allow"] = answer["Allow"]
    return told
