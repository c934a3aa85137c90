"""Where a request comes from."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the visitor's network address: in production as the reverse proxy, the last to add to the list, saw it."""
    passed_on = request.headers.get("x-forwarded-for", "")
    if passed_on and settings.SECURE_PROXY_SSL_HEADER:
        return passed_on.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
