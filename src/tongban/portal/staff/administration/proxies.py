"""代理授权一览: the proxies of the staff in reach; they are set and recalled by those concerned."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tongban.kernel.identity.queries.proxies import proxies_within
from tongban.portal.staff.administration.entry import (
    SECURITY,
    for_administrators,
    page,
    standing_of,
)
from tongban.portal.staff.proxies import lines_of

PER_PAGE = 50


@for_administrators(SECURITY)
@require_safe
def proxies(request: HttpRequest) -> HttpResponse:
    """List the proxies in reach, the newest first."""
    standing = standing_of(request)
    pages = Paginator(proxies_within(standing.paths[SECURITY]), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "standing": standing,
        "rows": lines_of(list(shown.object_list), standing.person.actor_id),
        "number": shown.number,
        "total": pages.num_pages,
    }
    return page(request, "proxies", context, tab="proxies")
