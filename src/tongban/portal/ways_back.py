"""返回原页: an address that only takes a form leads whoever opens it to the page above it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

API = "/api/"


class WaysBack:
    """Middleware: after signing in anew, or switching the language, somebody comes back by address and not by form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before `get_response`."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass; where only a form is taken, lead upwards."""
        answer = self.get_response(request)
        looked = request.method in {"GET", "HEAD"} and not request.path_info.startswith(API)
        if answer.status_code == 405 and looked:
            return HttpResponseRedirect(above(request.path_info))
        return answer


def above(path: str) -> str:
    """Return the nearest address above `path` that exists, at last the first page."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        address = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    return "/"
