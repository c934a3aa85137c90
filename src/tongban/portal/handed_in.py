"""已提交的申请: who clicks the last button twice, or goes back to what was sent, is led on to what became of it."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from tongban.kernel.cases.queries.own import done_with
from tongban.portal.place import home
from tongban.portal.visitors import Rest, View, signed_in


def leads_on(*, last: bool = False, **after: str) -> Callable[[View[Rest]], View[Rest]]:
    """Send whoever asks for a draft that is gone to the address, by command, of the case that it went into.

    `last`: the page has no other button than the last one; elsewhere, what was posted may have been a change.
    """

    def outer(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def inner(
            request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                key = f"draft-{kwargs['draft_id']}"
                done = done_with(signed_in(request), key, home=home())
                if done is None or done.verb not in after or "_keep" in request.POST:
                    raise
                if request.method == "POST" and not last:
                    words = gettext(
                        "This was handed in already. What you changed after that is not in it."
                    )
                    messages.warning(request, words)
                return HttpResponseRedirect(reverse(after[done.verb], args=[done.number]))

        return inner

    return outer
