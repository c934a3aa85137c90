"""查进度: a case by its number and query code, ours or another system's. A wrong number and a wrong code look the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tongban.kernel.cases.queries import Case, tracked
from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.mirrors import queries as mirrors
from tongban.kernel.mirrors.queries import MirroredCase
from tongban.portal.mirrors import happened, shown
from tongban.portal.moments import now, today
from tongban.portal.public.following import followed
from tongban.portal.public.tries import count, exhausted, keys_of
from tongban.ui.pieces import Fault

LONGEST_NUMBER = 60


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, and show where the case stands. They are posted, so that no log or history keeps them."""
    if request.method != "POST":
        return _asked(request, [])
    number, code = request.POST.get("number", ""), request.POST.get("code", "")
    keys = keys_of(request, door="track", number=number)
    if exhausted(keys):
        words = gettext(
            "Too many wrong tries. Please wait a quarter of an hour, or ask at the window."
        )
        return _asked(request, [Fault("", words)], status=429)
    found = tracked(number, code) or mirrors.tracked(number, code)
    if found is None:
        count(keys)
        words = gettext(
            "No case has this number and query code. Both are printed on the receipt; please check each digit."
        )
        return _asked(request, [Fault("number", words)], status=422)
    return _shown(request, found) if isinstance(found, Case) else _mirrored(request, found)


def _asked(request: HttpRequest, faults: list[Fault], *, status: int = 200) -> HttpResponse:
    context = {"faults": faults, "number": _asked_for(request)}
    return render(request, "portal/public/track.html", context, status=status)


def _asked_for(request: HttpRequest) -> str:
    """Return the number that was typed, or that the square code of a receipt brought along."""
    return (request.POST.get("number") or request.GET.get("number", ""))[:LONGEST_NUMBER]


def _shown(request: HttpRequest, case: Case) -> HttpResponse:
    answer = render(request, "portal/public/tracked.html", {"followed": followed(case, at=now())})
    answer["Cache-Control"] = "no-store"
    return answer


def _mirrored(request: HttpRequest, mirror: MirroredCase) -> HttpResponse:
    """Show a case of another system as that system reported it, its applicant masked."""
    on = today()
    (row,) = shown([mirror], today=on)
    context = {
        "row": row,
        "one": mirror,
        "guide": version_in_force(mirror.matter, on=on),
        "story": happened(mirror),
    }
    answer = render(request, "portal/public/tracked_mirror.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
