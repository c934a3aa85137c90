"""代理: who is away and who stands in, so that the desk has something to show of it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions.proxies import NewProxy, set_proxy
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.identity.queries.proxies import proxies_of
from tongban.project.demo.acting import as_person

ORDER = 90
AWAY, STANDS_IN = "zhouting", "tangli"
DAYS = 5


def load(at: datetime) -> str:
    """Let a reviewer stand in for an officer from today on."""
    giver, taker = person_by_username(AWAY), person_by_username(STANDS_IN)
    if giver is None or taker is None or proxies_of(giver).exists():
        return ""
    today = day_of(at)
    plan = NewProxy(
        giver_id=giver.pk,
        taker_id=taker.pk,
        since=today,
        until=today + timedelta(days=DAYS),
        grounds="外出培训（演示）",
    )
    set_proxy(plan, as_person(giver, at, "standing_in"))
    return gettext("one who stands in for another")
