"""Proxies in one readable line."""

from datetime import date, timedelta

from builders.identity import an_act
from tongban.kernel.identity.actions.proxies import NewProxy, set_proxy
from tongban.kernel.identity.proxies import Proxy
from tongban.kernel.identity.queries import Person


def a_proxy(giver: Person, taker: Person, *, on: date, days: int = 7, **more: object) -> Proxy:
    """For a week from that day, for everything, set by the giver himself unless said otherwise."""
    by = more.pop("by", giver.actor_id)
    given = {"since": on, "until": on + timedelta(days=days), "grounds": "出差", **more}
    plan = NewProxy(giver_id=giver.pk, taker_id=taker.pk, **given)
    return set_proxy(plan, an_act(by=str(by), on=on))
