"""One click on a page of the staff: what it does is tried, what is refused is told, and the page is shown anew."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import pgettext

from tongban.domains.hall.doors import spoken
from tongban.kernel import Refusal


def done(request: HttpRequest, what: Callable[[], object], to: str) -> HttpResponseRedirect:
    """Do it and go to `to`, with a word on how it went."""
    try:
        what()
        messages.success(request, pgettext("hall", "Recorded."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(to)
