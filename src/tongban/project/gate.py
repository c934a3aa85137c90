"""The first look at a request: what no page of this house could ever use is turned away before it is read."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError

LARGEST_REQUEST = 256 * 1024 * 1024  # bytes; a form may allow a file of 200 MB
NUL = "\0"  # PostgreSQL stores no text with it


class Gate:
    """Middleware: 413 for a body above `LARGEST_REQUEST`, unread; 400 for NUL in anything that was typed or sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before `get_response`."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass or turn it away."""
        if _length(request) > LARGEST_REQUEST:
            words = f"A request may have {LARGEST_REQUEST // 1024 // 1024} MB at most. Send smaller files."
            return HttpResponse(words, content_type="text/plain; charset=utf-8", status=413)
        try:
            if any(NUL in text for text in _texts(request)):
                raise BadRequest("The request contains the character NUL.")
        except UnreadablePostError:
            raise BadRequest("The request broke off.") from None
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else LARGEST_REQUEST + 1
    )


def _texts(request: HttpRequest) -> Iterator[str]:
    """Yield every piece of text that a visitor chose and a page may look up or store."""
    yield request.path_info
    yield from request.COOKIES.values()
    for sent in (request.GET, request.POST):
        for key, values in sent.lists():
            yield key
            yield from map(str, values)
    for key, files in request.FILES.lists():
        yield key
        yield from (file.name or "" for file in files)
