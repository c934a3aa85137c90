"""管理台首页: what the reader's part is, with the figures that need a look."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tongban.kernel.identity.queries.accounts import ending_holdings, found_people, tries_within
from tongban.kernel.identity.queries.conflicts import standing_clashes
from tongban.kernel.identity.queries.reach import Paths, organs_within, posts_within
from tongban.portal.moments import now, today
from tongban.portal.staff.administration.entry import (
    AUDIT,
    SECURITY,
    SYSTEM,
    for_administrators,
    page,
    standing_of,
)


@for_administrators(SYSTEM, SECURITY, AUDIT)
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the reader's part of the administration."""
    standing = standing_of(request)
    context: dict[str, object] = {"standing": standing}
    if standing.system:
        context["kept"] = _kept(standing.paths[SYSTEM])
    if standing.security:
        context["watched"] = _watched(standing.paths[SECURITY], now())
    return page(request, "front", context)


def _kept(paths: Paths) -> dict[str, int]:
    """Return how much the system administrator keeps."""
    on = today()
    return {
        "organs": organs_within(paths).filter(until__isnull=True).count(),
        "posts": posts_within(paths).filter(until__isnull=True).count(),
        "people": found_people(paths, words="", state="", on=on).filter(is_active=True).count(),
        "no_post": found_people(paths, words="", state="no_post", on=on).count(),
    }


def _watched(paths: Paths, at: datetime) -> dict[str, int]:
    """Return what the security administrator should look at."""
    on = today()
    return {
        "conflicts": len(standing_clashes(paths, on=on)),
        "ending": len(ending_holdings(paths, on=on)),
        "locked": found_people(paths, words="", state="locked", on=on).count(),
        "tries": len(tries_within(paths, since=at - timedelta(days=1))),
    }
