"""日志封签: every seal over the log, for everybody to keep, on a page and as files for programs."""

import json
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.ledger.queries.sealing import (
    every_seal,
    seal_by_number,
    seal_key,
    seals_from,
    waiting_to_be_sealed,
)
from tongban.kernel.ledger.rules import LARGEST
from tongban.kernel.ledger.seals import shown
from tongban.ui.pieces import Crumb

SIZE = 20


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """Show the key and the seals, the newest first."""
    context = {
        "page": Paginator(every_seal(), SIZE).get_page(request.GET.get("page")),
        "key": seal_key(),
        "waiting": waiting_to_be_sealed(),
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("Seals of the log")),
        ],
    }
    return render(request, "portal/public/seals.html", context)


@require_safe
def seals_file(_request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the key and all seals as one JSON object, a seal a line."""
    answer = StreamingHttpResponse(_written(), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="seals.json"'
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def seal_file(_request: HttpRequest, k: int) -> HttpResponse:
    """Hand out one seal as JSON."""
    seal = seal_by_number(k) if k <= LARGEST else None
    if seal is None:
        raise Http404
    answer = JsonResponse(shown(seal))
    answer["Content-Disposition"] = f'attachment; filename="seal-{k}.json"'
    return answer


def _written() -> Iterator[str]:
    yield f'{{"key": "{seal_key()}", "seals": ['
    for place, seal in enumerate(seals_from(1)):
        yield (",\n" if place else "\n") + json.dumps(shown(seal))
    yield "\n]}\n"
