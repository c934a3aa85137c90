"""返回原页: an address that only takes a form leads to the page above it; what no page foresaw is refused in words."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.defaults import page_not_found

from tongban.kernel import Refusal
from tongban.portal.refusals import spoken

API = "/api/"
log = logging.getLogger(__name__)


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

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer a refusal that the page did not expect, such as of answers that are too long to be kept."""
        if not isinstance(fault, Refusal) or request.path_info.startswith(API):
            return None
        if fault.code.endswith(".not_found"):
            return page_not_found(request, fault)
        log.warning("no page foresaw the refusal %s at %s", fault.code, request.path_info)
        context = {"words": spoken(fault), "back": above(request.path_info)}
        return render(request, "portal/refused.html", context, status=422)


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
