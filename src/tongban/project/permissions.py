"""What a page may ask a browser for: the camera for papers, and nothing else of the visitor's device."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), payment=()"


class Permissions:
    """Middleware: every answer says it, so that neither a frame nor a script slipped in can ask for more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before `get_response`."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header."""
        answer = self.get_response(request)
        answer["Permissions-Policy"] = POLICY
        return answer
